// Chain files as a hostile or broken world hands them over: each case of the catalogue of bad input
// that concerns them.
#include "core/plan/chain_json.h"

#include "core/json/strict_json.h"
#include "resources/embedded.h"
#include "tests/core/plan/contract_chain.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using testing::kContractChain;

std::string sampleText()
{
    return std::string(embeddedText("examples/three-deep-safety-net.understudy"));
}

// "pointer code" of the first problem; empty when the file is read.
std::string refusal(std::string_view text)
{
    const auto chain = chainFromJson(text);
    return chain ? std::string() : chain.error()[0].pointer + ' ' + chain.error()[0].code;
}

// A file of one candidate at a provider of its own.
std::string fileWith(const std::string& chain, const std::string& provider = "",
                     const std::string& candidate = "")
{
    return R"({"format": "understudy-chain", "version": 1, "name": "x")" + chain +
           R"(, "providers": {"p": {"dialect": "openai-chat")" + provider +
           R"(}}, "steps": [{"candidates": [{"provider": "p", "model": "m")" + candidate + "}]}]}";
}

std::string fileAt(const std::string& baseUrl)
{
    return fileWith("", R"(, "base_url": ")" + baseUrl + '"');
}

const std::string kUrl = R"(, "base_url": "https://h.example/v1")";

TEST(BadChainFile, ThatIsEmptyIsRefusedAtItsFirstByte)
{
    for (const std::string& text : {std::string(), std::string(1, '\0'), std::string(4096, '\0'),
                                    std::string("\xEF\xBB\xBF"), std::string(" \n\t")}) {
        const auto chain = chainFromJson(text);
        ASSERT_FALSE(chain);
        EXPECT_EQ(chain.error()[0].code, "json.syntax");
        EXPECT_GE(chain.error()[0].line, 1);
    }
}

TEST(BadChainFile, ThatIsCutAnywhereIsRefusedOrTheWholeChain)
{
    for (const std::string& text : {sampleText(), std::string(kContractChain)}) {
        const auto whole = chainFromJson(text);
        ASSERT_TRUE(whole);
        std::size_t read = 0;
        for (std::size_t length = 0; length <= text.size(); ++length) {
            const auto prefix = chainFromJson(std::string_view(text).substr(0, length));
            EXPECT_TRUE(!prefix || *prefix == *whole) << "cut at byte " << length;
            EXPECT_TRUE(prefix || prefix.error()[0].line > 0) << "cut at byte " << length;
            read += prefix ? 1U : 0U;
        }
        EXPECT_LE(read, 2u) << "whole, with or without its last line break";
    }
}

TEST(BadChainFile, WithAnyBitTurnedIsRefusedOrAValidChain)
{
    std::string text = sampleText();
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        char& byte = text[bit / 8];
        const char before = byte;
        byte = static_cast<char>(byte ^ (1 << (bit % 8)));
        const auto chain = chainFromJson(text);
        if (chain) {
            EXPECT_TRUE(chainFromJson(chainToJson(*chain))) << "bit " << bit;
        } else {
            EXPECT_FALSE(chain.error().empty()) << "bit " << bit;
            ++refused;
        }
        byte = before;
    }
    EXPECT_GT(refused, text.size()) << "most turned bits are noticed";
}

TEST(BadChainFile, OfAFutureVersionIsRefusedWithBothVersions)
{
    for (const char* version : {"2", "99", "4294967296", "-1", "0", "1.5", "\"1\"", "null"}) {
        const auto chain = chainFromJson(
            std::string(R"({"format": "understudy-chain", "version": )") + version + "}");
        ASSERT_FALSE(chain) << version;
        EXPECT_EQ(chain.error()[0].pointer, "/version") << version;
        EXPECT_EQ(chain.error().size(), 1u) << "nothing else of it is judged";
    }
    const std::string what =
        chainFromJson(R"({"format": "understudy-chain", "version": 7})").error()[0].what;
    EXPECT_NE(what.find('7'), std::string::npos) << what;
    EXPECT_NE(what.find('1'), std::string::npos) << what;
}

TEST(BadChainFile, KeepsWhatItDoesNotKnowAndDoesNotObeyIt)
{
    // Scripts, hooks and variables: words without meaning, kept as they are.
    const std::string text = fileWith(
        R"(, "on_start": "rm -rf ~", "hooks": {"before": ["curl evil"]}, "env": {"A": "$HOME"})",
        kUrl + R"(, "command": ["sh", "-c", "id"])",
        R"(, "key_command": "pass show openai", "script": {"lang": "js"})");
    const auto chain = chainFromJson(text);
    ASSERT_TRUE(chain) << formatProblem("", chain.error()[0]);
    const std::string written = chainToJson(*chain);

    EXPECT_EQ(nlohmann::json::parse(written), nlohmann::json::parse(text));
    EXPECT_EQ(chainToJson(*chainFromJson(written)), written);
}

TEST(BadChainFile, DoesNotExpandVariables)
{
    const auto chain = chainFromJson(fileWith("", kUrl, R"(, "key": "${OPENAI_API_KEY}")"));
    ASSERT_TRUE(chain);
    EXPECT_EQ(chain->steps[0].candidates[0].key, "${OPENAI_API_KEY}");
}

TEST(BadChainFile, OfMoreThanSixteenMegabytesIsRefusedUnread)
{
    const std::string text(kMostJsonBytes + 1, '[');
    const auto chain = chainFromJson(text);
    ASSERT_FALSE(chain);
    EXPECT_EQ(chain.error()[0].code, "json.size");
}

TEST(BadChainFile, OfAMillionBracketsIsRefusedByItsDepth)
{
    for (const char* opening : {"[", R"({"a":)"}) {
        std::string text;
        while (text.size() < 1'000'000) {
            text += opening;
        }
        EXPECT_EQ(chainFromJson(text).error()[0].code, "json.depth");
    }
}

// Members out of their range: the pointer names them, whatever the number is.
struct OutOfRange
{
    const char* name;
    std::string file;
    const char* pointer;
};

class BadNumber : public ::testing::TestWithParam<OutOfRange>
{};

TEST_P(BadNumber, IsRefusedByItsPointer)
{
    const auto chain = chainFromJson(GetParam().file);
    ASSERT_FALSE(chain);
    EXPECT_EQ(chain.error().size(), 1u);
    EXPECT_EQ(chain.error()[0].pointer, GetParam().pointer) << chain.error()[0].what;
    EXPECT_NE(chain.error()[0].what.find("must be"), std::string::npos) << chain.error()[0].what;
    EXPECT_EQ(chain.error()[0].line, 1);
}

std::string withCandidate(const std::string& members) { return fileWith("", kUrl, members); }
constexpr const char* kOf = "/steps/0/candidates/0";

INSTANTIATE_TEST_SUITE_P(
    Fields, BadNumber,
    ::testing::Values(
        OutOfRange{"NoTries", withCandidate(R"(, "tries": 0)"), "/steps/0/candidates/0/tries"},
        OutOfRange{"AMillionTries", withCandidate(R"(, "tries": 1000000)"),
                   "/steps/0/candidates/0/tries"},
        OutOfRange{"HalfATry", withCandidate(R"(, "tries": 1.5)"), "/steps/0/candidates/0/tries"},
        OutOfRange{"TriesAsText", withCandidate(R"(, "tries": "NaN")"),
                   "/steps/0/candidates/0/tries"},
        OutOfRange{"TooManyAttempts", fileWith(R"(, "max_attempts": 100001)", kUrl),
                   "/max_attempts"},
        OutOfRange{"NoAttempts", fileWith(R"(, "max_attempts": 0)", kUrl), "/max_attempts"},
        OutOfRange{"ANegativeDeadline", fileWith(R"(, "deadline_ms": -1)", kUrl), "/deadline_ms"},
        OutOfRange{"ADeadlineOfAges", fileWith(R"(, "deadline_ms": 1000000000001)", kUrl),
                   "/deadline_ms"},
        OutOfRange{"ANegativeTimeout", withCandidate(R"(, "timeouts": {"first_token_ms": -5})"),
                   "/steps/0/candidates/0/timeouts/first_token_ms"},
        OutOfRange{"ANegativeBackoff", withCandidate(R"(, "backoff": {"base_ms": -5})"),
                   "/steps/0/candidates/0/backoff/base_ms"},
        OutOfRange{"AFactorOfAThousand", withCandidate(R"(, "backoff": {"factor": 1000})"),
                   "/steps/0/candidates/0/backoff/factor"},
        OutOfRange{"AJitterAboveOne", withCandidate(R"(, "backoff": {"jitter": 1.5})"),
                   "/steps/0/candidates/0/backoff/jitter"},
        OutOfRange{"ANegativeWeight", withCandidate(R"(, "weight": -1)"),
                   "/steps/0/candidates/0/weight"},
        OutOfRange{"AWeightAsText", withCandidate(R"(, "weight": "Infinity")"),
                   "/steps/0/candidates/0/weight"},
        OutOfRange{"AShareAboveOne", withCandidate(R"(, "breaker": {"failure_ratio": 1.01})"),
                   "/steps/0/candidates/0/breaker/failure_ratio"}),
    [](const auto& test) { return test.param.name; });

TEST(BadChainFile, WithNumbersThatAreNoneIsRefused)
{
    for (const char* number : {"NaN", "Infinity", "-Infinity", "1e400", "0x10", "+1", "01"}) {
        EXPECT_NE(refusal(withCandidate(std::string(R"(, "weight": )") + number)), "") << number;
    }
}

TEST(BadChainFile, OfTooManyCandidatesOrStepsNamesTheList)
{
    std::string candidates;
    std::string steps;
    for (int i = 0; i < 10'000; ++i) {
        candidates += std::string(i == 0 ? "" : ",") + R"({"provider": "openai", "model": "m"})";
    }
    for (int i = 0; i < 65; ++i) {
        steps += std::string(i == 0 ? "" : ",") +
                 R"({"candidates": [{"provider": "openai", "model": "m"}]})";
    }
    const std::string head = R"({"format": "understudy-chain", "version": 1, "name": "x", )";
    EXPECT_EQ(refusal(head + R"("steps": [{"candidates": [)" + candidates + "]}]}"),
              "/steps/0/candidates range");
    EXPECT_EQ(refusal(head + R"("steps": [)" + steps + "]}"), "/steps range");
    EXPECT_EQ(refusal(head + R"("steps": []})"), "/steps range");
}

TEST(BadChainFile, MayNotSendAKeyWhereAHostIsDisguised)
{
    for (const char* address : {"http://h.example/v1",
                                "file:///etc/passwd",
                                "ftp://h.example",
                                "//h.example",
                                "https://user:pass@h.example",
                                "https://user@h.example",
                                "https://h.example%2F.evil",
                                "https://2130706433/",
                                "https://0x7f000001/",
                                "https://127.1/",
                                "https://0177.0.0.1/",
                                "https://h.example./",
                                "https://h..example/",
                                "https://h.example:0/",
                                "https://h.example:99999/",
                                "https://h.example#x",
                                "https://h\\u00e9.example",
                                "https://h\\u202e.example",
                                "https://\\u0430pi.openai.com",
                                "https://h.example/a b",
                                "https://h.example/\\r\\nX: 1",
                                "https://[::1%25eth0]/",
                                "https://",
                                "javascript:1",
                                "https:/h.example",
                                " https://h.example"}) {
        EXPECT_EQ(refusal(fileAt(address)), "/providers/p/base_url url") << address;
    }
}

TEST(BadChainFile, MayNameAnyHttpsHostAndThisComputer)
{
    for (const char* address :
         {"https://h.example/v1", "https://h.example:8443", "HTTPS://H.EXAMPLE",
          "http://127.0.0.1:8080/v1", "http://localhost:1", "http://[::1]:80/",
          "https://xn--e1afmkfd.example/"}) {
        EXPECT_EQ(refusal(fileAt(address)), "") << address;
    }
}

TEST(BadChainFile, MayNotEndAHeaderAndBeginAnother)
{
    const std::string evil = R"(a\r\nX-Evil: 1)";
    EXPECT_EQ(refusal(fileWith("", kUrl + R"(, "headers": {")" + evil + R"(": "v"})")),
              "/providers/p/headers/a\r\nX-Evil: 1 header");
    EXPECT_EQ(refusal(fileWith("", kUrl + R"(, "headers": {"x-a": ")" + evil + R"("})")),
              "/providers/p/headers/x-a control");
    for (const char* member : {"model", "id", "key"}) {
        std::string file = withCandidate(std::string(R"(, ")") + member + R"(": ")" + evil + '"');
        if (std::string_view(member) == "model") {
            file = fileWith("", kUrl);
            file.replace(file.find(R"("m")"), 3, '"' + evil + '"');
        }
        EXPECT_EQ(refusal(file), std::string(kOf) + '/' + member + " control") << member;
    }
    EXPECT_EQ(refusal(fileWith("", kUrl + R"(, "models": ["a", "b\u0000"])")),
              "/providers/p/models/1 control");
}

TEST(BadChainFile, HoldsNoSecretInAHeader)
{
    for (const char* header :
         {"Authorization", "x-api-key", "API-KEY", "x-goog-api-key", "Cookie"}) {
        EXPECT_EQ(refusal(fileWith("", kUrl + R"(, "headers": {")" + header + R"(": "v"})")),
                  std::string("/providers/p/headers/") + header + " secret");
    }
}

} // namespace
} // namespace understudy
