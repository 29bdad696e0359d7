// Strings that break programs (written out by write_suites.mjs), in every text of a chain file:
// refused by name or kept byte by byte.
#include "core/base/text.h"
#include "core/json/strict_json.h"
#include "core/plan/chain_json.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string_view>

namespace understudy {
namespace {

std::vector<std::string> naughtyStrings()
{
    std::ifstream file(UNDERSTUDY_SUITES "/naughty.json", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const auto json = parseStrictJson(text.str());
    EXPECT_TRUE(json) << "naughty.json";
    return json ? json->get<std::vector<std::string>>() : std::vector<std::string>();
}

Json plainChain()
{
    return Json::parse(R"({"format": "understudy-chain", "version": 1, "name": "x",
        "providers": {"p": {"dialect": "openai-chat", "base_url": "https://h.example/v1"}},
        "steps": [{"id": "s", "candidates": [{"id": "c", "provider": "p", "model": "m"}]}]})");
}

// A place where people write text.
struct Place
{
    const char* name;
    std::function<void(Json&, const std::string&)> put;
    bool takesEverything; // else control characters are refused
};

const Place kPlaces[] = {
    {"the name", [](Json& chain, const std::string& text) { chain["name"] = text; }, false},
    {"the notes", [](Json& chain, const std::string& text) { chain["notes"] = text; }, true},
    {"a step's id", [](Json& chain, const std::string& text) { chain["steps"][0]["id"] = text; },
     false},
    {"a candidate's id",
     [](Json& chain, const std::string& text) { chain["steps"][0]["candidates"][0]["id"] = text; },
     false},
    {"a model",
     [](Json& chain, const std::string& text) {
         chain["steps"][0]["candidates"][0]["model"] = text;
     },
     false},
    {"the name of a key",
     [](Json& chain, const std::string& text) { chain["steps"][0]["candidates"][0]["key"] = text; },
     false},
    {"a header's value",
     [](Json& chain, const std::string& text) {
         chain["providers"]["p"]["headers"] = {{"x-team", text}};
     },
     false},
    {"a parameter",
     [](Json& chain, const std::string& text) {
         chain["params"] = {{"stop", text}};
     },
     true},
    {"an unknown member",
     [](Json& chain, const std::string& text) {
         chain["x-note"] = {{"deep", text}};
     },
     true},
    {"an unknown member's name",
     [](Json& chain, const std::string& text) {
         chain["x-note"] = {{"x" + text, 1}};
     },
     true},
};

TEST(NaughtyStrings, AreKeptByteByByteOrRefusedByName)
{
    const std::vector<std::string> strings = naughtyStrings();
    ASSERT_GT(strings.size(), 450u);
    for (const Place& place : kPlaces) {
        for (const std::string& text : strings) {
            Json json = plainChain();
            place.put(json, text);
            const bool isMadeLater = text.empty() && std::string_view(place.name).ends_with(" id");
            if (isMadeLater) {
                continue; // an empty id is one that the reader makes
            }
            const std::string file = jsonText(json);
            const auto chain = chainFromJson(file);
            if (!chain) {
                EXPECT_TRUE(text.empty() || (hasControlCharacter(text) && !place.takesEverything))
                    << place.name << ": " << formatProblem("", chain.error()[0]) << '\n'
                    << text;
                EXPECT_GT(chain.error()[0].line, 0);
                continue;
            }
            EXPECT_TRUE(place.takesEverything || !hasControlCharacter(text)) << place.name;
            const std::string written = chainToJson(*chain);
            // Members come in our order, so the values are compared.
            EXPECT_EQ(nlohmann::json::parse(written), nlohmann::json::parse(file)) << place.name;
            EXPECT_EQ(validUtf8(written), written) << place.name;
        }
    }
}

} // namespace
} // namespace understudy
