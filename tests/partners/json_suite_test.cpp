// JSONTestSuite, written elsewhere: what must be JSON, what must not, and what we decided about the
// rest. The files are written out by write_suites.mjs.
#include "core/json/strict_json.h"
#include "core/wire/json_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace understudy {
namespace {

std::map<std::string, std::string> textsOf(char kind)
{
    std::map<std::string, std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(UNDERSTUDY_SUITES "/json")) {
        const std::string name = entry.path().stem().string();
        if (name.starts_with(kind)) {
            std::ifstream file(entry.path(), std::ios::binary);
            std::ostringstream text;
            text << file.rdbuf();
            texts[name] = text.str();
        }
    }
    return texts;
}

// Ours are stricter than JSON in two points: a key may stand once, and none holds a NUL.
bool isRefusedForItsKeys(const Problems& problems)
{
    return problems.size() == 1 &&
           (problems[0].code == "json.duplicate" || problems[0].code == "json.name");
}

TEST(JsonTestSuite, IsReadWhereItMustBe)
{
    const auto texts = textsOf('y');
    EXPECT_EQ(texts.size(), 95u);
    for (const auto& [name, text] : texts) {
        const auto strict = parseStrictJson(text);
        const bool hasOddKeys =
            name.starts_with("y_object_duplicated_key") || name == "y_object_escaped_null_in_key";
        EXPECT_EQ(strict.has_value(), !hasOddKeys) << name;
        EXPECT_TRUE(strict || isRefusedForItsKeys(strict.error())) << name;
        EXPECT_TRUE(JsonDocument::parse(text)) << name << ", from a provider";
    }
}

TEST(JsonTestSuite, IsRefusedWithItsPlaceWhereItMustBe)
{
    const auto texts = textsOf('n');
    EXPECT_EQ(texts.size(), 188u);
    for (const auto& [name, text] : texts) {
        const auto strict = parseStrictJson(text);
        ASSERT_FALSE(strict) << name;
        ASSERT_FALSE(strict.error().empty()) << name;
        EXPECT_GT(strict.error()[0].line, 0) << name;
        EXPECT_GT(strict.error()[0].column, 0) << name;
        EXPECT_FALSE(JsonDocument::parse(text)) << name << ", from a provider";
    }
}

// Where the standard leaves the choice: a file of ours / an answer of a provider. A number beyond a
// double's range is only refused where somebody asks for it, so that an unknown member harms
// nobody.
const std::map<std::string, std::string> kDecisions{
    {"i_number_double_huge_neg_exp", "read / read"},
    {"i_number_huge_exp", "refused / read"},
    {"i_number_neg_int_huge_exp", "refused / read"},
    {"i_number_pos_double_huge_exp", "refused / read"},
    {"i_number_real_neg_overflow", "refused / read"},
    {"i_number_real_pos_overflow", "refused / read"},
    {"i_number_real_underflow", "read / read"},
    {"i_number_too_big_neg_int", "read / read"},
    {"i_number_too_big_pos_int", "read / read"},
    {"i_number_very_big_negative_int", "read / read"},
    {"i_object_key_lone_2nd_surrogate", "refused / read"},
    {"i_string_1st_surrogate_but_2nd_missing", "refused / read"},
    {"i_string_1st_valid_surrogate_2nd_invalid", "refused / read"},
    {"i_string_UTF-16LE_with_BOM", "refused / refused"},
    {"i_string_UTF-8_invalid_sequence", "read / read"},
    {"i_string_UTF8_surrogate_U+D800", "read / read"},
    {"i_string_incomplete_surrogate_and_escape_valid", "refused / read"},
    {"i_string_incomplete_surrogate_pair", "refused / read"},
    {"i_string_incomplete_surrogates_escape_valid", "refused / read"},
    {"i_string_invalid_lonely_surrogate", "refused / read"},
    {"i_string_invalid_surrogate", "refused / read"},
    {"i_string_invalid_utf-8", "read / read"},
    {"i_string_inverted_surrogates_U+1D11E", "refused / read"},
    {"i_string_iso_latin_1", "read / read"},
    {"i_string_lone_second_surrogate", "refused / read"},
    {"i_string_lone_utf8_continuation_byte", "read / read"},
    {"i_string_not_in_unicode_range", "read / read"},
    {"i_string_overlong_sequence_2_bytes", "read / read"},
    {"i_string_overlong_sequence_6_bytes", "read / read"},
    {"i_string_overlong_sequence_6_bytes_null", "read / read"},
    {"i_string_truncated-utf-8", "read / read"},
    {"i_string_utf16BE_no_BOM", "refused / refused"},
    {"i_string_utf16LE_no_BOM", "refused / refused"},
    {"i_structure_500_nested_arrays", "refused / refused"},
    {"i_structure_UTF-8_BOM_empty_object", "read / read"},
};

TEST(JsonTestSuite, IsDecidedTheSameEveryTimeWhereTheChoiceIsOurs)
{
    const auto texts = textsOf('i');
    EXPECT_EQ(texts.size(), 35u);
    std::map<std::string, std::string> decided;
    for (const auto& [name, text] : texts) {
        decided[name] = std::string(parseStrictJson(text) ? "read" : "refused") + " / " +
                        (JsonDocument::parse(text) ? "read" : "refused");
    }
    EXPECT_EQ(decided, kDecisions);
}

} // namespace
} // namespace understudy
