// The verb keys without a keychain (nobody's session bus is asked) and against a server of ours.
// What a keychain does to it: tests/app/secrets/keys_cli_session.sh.
#include "tests/app/cli/canned_server.h"
#include "tests/app/cli/cli_program.h"
#include "tests/app/cli/cli_terminal.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const QByteArray kCanary = "sk-canary-2236067977";
const QByteArray kModels = R"({"object": "list", "data": [{"id": "gpt-5"}, {"id": "gpt-9"}]})";

QStringList words(const QString& line) { return line.split(QLatin1Char(' ')); }

// keys test openai --keys-from-env at that address, with the canary as key.
CliResult testKey(const QString& origin, const QStringList& more = {})
{
    QProcessEnvironment keys;
    keys.insert(QStringLiteral("OPENAI_API_KEY"), QString::fromLatin1(kCanary));
    return runCli(words(QStringLiteral("keys test openai --keys-from-env --base-url ") + origin +
                        QStringLiteral("/v1")) +
                      more,
                  {}, keys);
}

TEST(KeysCli, SaysOkWhenTheProviderTakesTheKey)
{
    const CannedServer server(httpAnswer(200, kModels));
    const CliResult result = testKey(server.origin());

    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_EQ(result.output, "ok: openai accepts the key and serves 2 models\n");
    EXPECT_TRUE(server.requests().startsWith("GET /v1/models HTTP/1.1\r\n"));
    EXPECT_TRUE(server.requests().contains(QByteArray("uthorization: Bearer " + kCanary)));
}

TEST(KeysCli, SaysRefusedAndShowsNoKeyWhenTheProviderEchoesIt)
{
    const CannedServer server(httpAnswer(
        401, R"({"error": {"message": "Incorrect API key provided: )" + kCanary + R"("}})"));
    const CliResult result = testKey(server.origin());

    EXPECT_EQ(result.exitCode, 1);
    EXPECT_EQ(result.output, "refused (401): openai does not accept the key: Incorrect API key "
                             "provided: [key]\n");
    EXPECT_FALSE(QByteArray(result.output + result.errors).contains(kCanary));
}

TEST(KeysCli, SaysUnreachableWhenNobodyListens)
{
    const CliResult result = testKey(QStringLiteral("http://127.0.0.1:1"));
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_TRUE(result.output.startsWith("unreachable: openai could not be asked: "))
        << result.output.toStdString();
}

TEST(KeysCli, SaysThatAnotherErrorProvesNothing)
{
    const CannedServer server(httpAnswer(503, R"({"error": {"message": "tired"}})"));
    const CliResult result = testKey(server.origin());
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_TRUE(result.output.contains("HTTP 503, which says nothing about the key: tired"))
        << result.output.toStdString();
}

TEST(KeysCli, TakesAWebPageForNoList)
{
    const CannedServer server(httpAnswer(200, "<html>Sign in</html>", "text/html"));
    EXPECT_EQ(testKey(server.origin()).exitCode, 3);
}

TEST(KeysCli, SendsNoKeyBeyondThisComputerUnlessAllowed)
{
    const CliResult refused = testKey(QStringLiteral("https://gateway.invalid"));
    EXPECT_EQ(refused.exitCode, 3);
    EXPECT_TRUE(refused.errors.contains("no key for openai: it may not be sent to "
                                        "https://gateway.invalid"));
    EXPECT_TRUE(refused.errors.contains("--allow-origin https://gateway.invalid"));

    const CliResult inClear = testKey(QStringLiteral("http://gateway.invalid"));
    EXPECT_EQ(inClear.exitCode, 2);
    EXPECT_TRUE(inClear.errors.contains("must be https"));
}

// The key goes in by standard input; whatever is no key is refused before anything is asked.
struct NoKey
{
    const char* name;
    QByteArray input;
    const char* says;
};

class KeysCliEntry : public testing::TestWithParam<NoKey>
{};

TEST_P(KeysCliEntry, RefusesWhatCannotBeAKey)
{
    const CliResult result = runCli(words(QStringLiteral("keys set openai")), GetParam().input);
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_TRUE(result.errors.contains("no key was stored for openai: "));
    EXPECT_TRUE(result.errors.contains(GetParam().says)) << result.errors.toStdString();
    EXPECT_FALSE(result.errors.contains("sk-")) << "it repeats the key";
    EXPECT_TRUE(result.output.isEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Keys, KeysCliEntry,
    testing::Values(NoKey{"Nothing", "", "empty"}, NoKey{"OnlyALineBreak", "\n", "empty"},
                    NoKey{"ALineBreakInside", "sk-1\nsk-2\n", "line breaks"},
                    NoKey{"AHeaderBehindIt", "sk-1\r\nX-Evil: 1\r\n", "line breaks"},
                    NoKey{"ABlankInside", "sk-1 2\n", "blanks"},
                    NoKey{"ABlankBehindIt", "sk-1 \n", "blanks"},
                    NoKey{"Umlauts", "sk-\xc3\xbc\n", "characters that no key has"},
                    NoKey{"BytesThatAreNoText", "sk-\xff\xfe\n", "characters that no key has"},
                    NoKey{"ANul", QByteArray("sk-\0-1\n", 7), "characters that no key has"},
                    NoKey{"TenThousandBytes", QByteArray(10'240, 'k'), "longer than any"},
                    NoKey{"AMillionBytes", QByteArray(1'000'000, 'k'), "longer than any"}),
    [](const auto& test) { return test.param.name; });

TEST(KeysCli, TakesNoKeyAsAnArgumentAndDoesNotRepeatIt)
{
    const CliResult result =
        runCli(words(QStringLiteral("keys set openai ") + QString::fromLatin1(kCanary)));
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_TRUE(result.errors.contains("A key is never an argument"));
    EXPECT_FALSE(QByteArray(result.errors + result.output).contains(kCanary));
}

TEST(KeysCli, KeepsNothingWithoutAKeychainAndNamesTheRemedy)
{
    for (const char* verb : {"keys list", "keys set openai", "keys remove openai"}) {
        const CliResult result = runCli(words(QString::fromLatin1(verb)), kCanary + "\n");
        EXPECT_EQ(result.exitCode, 3) << verb;
        EXPECT_TRUE(result.output.isEmpty()) << verb;
        EXPECT_TRUE(result.errors.contains("no session bus")) << result.errors.toStdString();
        EXPECT_TRUE(result.errors.contains("--keys-from-env")) << verb;
        EXPECT_EQ(result.errors.count('\n'), 1) << "said once, not once per provider";
        EXPECT_FALSE(result.errors.contains(kCanary)) << verb;
    }
    EXPECT_TRUE(runCli(words(QStringLiteral("keys set openai")), kCanary)
                    .errors.contains("nothing was kept"));
}

TEST(KeysCli, RefusesNamesThatAreNone)
{
    const CliResult unknown = runCli(words(QStringLiteral("keys test nobody")));
    EXPECT_EQ(unknown.exitCode, 2);
    EXPECT_TRUE(unknown.errors.contains("no address is known for nobody; built in are openai"));

    const CliResult control =
        runCli({QStringLiteral("keys"), QStringLiteral("remove"), QStringLiteral("a\nb")});
    EXPECT_EQ(control.exitCode, 2);
    EXPECT_EQ(control.errors.count('\n'), 1) << control.errors.toStdString();
    EXPECT_EQ(runCli(words(QStringLiteral("keys test azure"))).exitCode, 2);
}

TEST(KeysCli, AsksOnATerminalWithoutShowingWhatIsTyped)
{
    const TerminalResult result = runOnTerminal(
        words(QStringLiteral("keys set openai")),
        {{"Key for openai (not shown): ", "wrong\x7f\x7f\x7f\x7f\x7f" + kCanary + "\r"}});
    EXPECT_EQ(result.exitCode, 3) << "there is no keychain here";
    EXPECT_TRUE(result.shown.contains("the key was not stored"));
    EXPECT_FALSE(result.shown.contains(kCanary));
    EXPECT_FALSE(result.shown.contains("wrong"));
}

TEST(KeysCli, LetsAPersonGiveUp)
{
    const TerminalResult result =
        runOnTerminal(words(QStringLiteral("keys set openai")), {{"(not shown): ", "sk-\x03"}});
    EXPECT_EQ(result.exitCode, 130);
}

} // namespace
} // namespace understudy
