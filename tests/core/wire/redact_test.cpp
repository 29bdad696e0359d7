// A provider that echoes the key in whatever spelling: nothing of it is kept.
#include "core/wire/redact.h"

#include "tests/core/wire/driver_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const std::string kKey = "sk-test+4/2==\"9f?Zq";

TEST(Redact, RemovesTheKeyInEverySpelling)
{
    for (const char* spelt : {"sk-test+4/2==\"9f?Zq",            // itself
                              "sk-test%2B4%2F2%3D%3D%229f%3FZq", // in an address
                              "sk-test%2b4%2f2%3d%3d%229f%3fZq", // the same in small letters
                              "sk-test+4/2==\\\"9f?Zq",          // in JSON
                              "sk-test+4\\/2==\\\"9f?Zq",        // in the JSON of some servers
                              "c2stdGVzdCs0LzI9PSI5Zj9acQ",      // base64
                              "c2stdGVzdCs0LzI9PSI5Zj9acQ",      // base64 of addresses
                              "zay10ZXN0KzQvMj09IjlmP1px",       // base64 behind one byte
                              "NrLXRlc3QrNC8yPT0iOWY_WnE"}) {    // behind two, for addresses
        EXPECT_EQ(redact(std::string("(") + spelt + ")", kKey), "([key])") << spelt;
    }
}

TEST(Redact, FindsTheKeyInsideALongerBase64Text)
{
    // "Bearer " and the key, encoded together
    const std::string text = "Authorization: QmVhcmVyIHNrLXRlc3QrNC8yPT0iOWY/WnE=";

    EXPECT_EQ(redact(text, kKey), "Authorization: QmVhcmVyIH[key]=");
}

TEST(Redact, LeavesInnocentTextAlone)
{
    EXPECT_EQ(redact("nothing of it here", kKey), "nothing of it here");
    EXPECT_EQ(redact("no key to hide", ""), "no key to hide");
    EXPECT_EQ(redact("aGVsbG8", "x"), "aGVsbG8");
}

struct Echo
{
    const char* place;
    std::uint16_t status;
    HttpHeaders headers;
    std::string body;
};

TEST(Redact, KeepsAKeyThatTheProviderEchoesOutOfEveryNote)
{
    const std::string key = "sk-secret";
    const std::string event = "data: {\"error\":{\"message\":\"bad sk-secret\"}}\n\n";
    for (const Echo& echo : std::vector<Echo>{
             {"error body", 401, {}, "{\"error\":{\"message\":\"Incorrect API key sk-secret\"}}"},
             {"plain text", 500, {}, "upstream said sk\\u002d no: sk-secret"},
             {"page", 502, {}, "<title>sk-secret</title>"},
             {"base64 in the body", 500, {}, "Basic c2stc2VjcmV0"},
             {"stream", 200, {{"content-type", "text/event-stream"}}, event},
             {"page in place of a stream", 200, {}, "<title>sk-secret</title>"},
             {"request name", 500, {{"x-request-id", "r-sk-secret"}}, ""},
             {"model", 200, {}, "data: {\"model\":\"sk-secret\",\"choices\":[]}\n\n"},
             {"redirect", 302, {{"location", "https://sk-secret.example/"}}, ""}}) {
        DriverBench bench;
        bench.begin();
        bench.transport.answer(0, {echo.status, "", echo.headers});
        bench.transport.send(0, echo.body);
        bench.transport.end(0);

        EXPECT_EQ(bench.log.last.kind, SignalKind::Failed) << echo.place;
        EXPECT_EQ(bench.story().find(key), std::string::npos) << bench.story();
        EXPECT_NE(bench.story().find("[key]"), std::string::npos) << bench.story();
    }
}

} // namespace
} // namespace understudy
