// What a person at a terminal sees.
#include "tests/app/cli/canned_server.h"
#include "tests/app/cli/cli_program.h"
#include "tests/app/cli/cli_terminal.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const QByteArray kEscape = "\x1b";

// A stream whose model tries to clear the screen, set the clipboard and ring the bell.
QByteArray nastyAnswer()
{
    const QByteArray body =
        "data: "
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\u001b[2J\\u001b]52;c;aGk=\\u0007"
        "\\u009b31m b\"}}]}\n\n"
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        "data: [DONE]\n\n";
    return httpAnswer(200, body, "text/event-stream");
}

QStringList runAt(const CannedServer& server, const QString& format)
{
    return {QStringLiteral("run"),        sampleChain(),
            QStringLiteral("--prompt"),   QStringLiteral("hi"),
            QStringLiteral("--base-url"), QStringLiteral("openai=") + server.origin(),
            QStringLiteral("--base-url"), QStringLiteral("anthropic=") + server.origin(),
            QStringLiteral("--format"),   format};
}

TEST(TerminalCli, ShowsEscapesOfAModelInsteadOfObeyingThem)
{
    for (const char* format : {"text", "json", "jsonl"}) {
        const CannedServer server(nastyAnswer());
        const TerminalResult result = runOnTerminal(runAt(server, QString::fromLatin1(format)));

        EXPECT_EQ(result.exitCode, 0) << format << result.shown.toStdString();
        EXPECT_TRUE(result.shown.contains("a\\u001b[2J\\u001b]52;c;aGk=\\u0007\\u009b31m b"))
            << format << ": " << result.shown.toStdString();
        EXPECT_FALSE(result.shown.contains(kEscape)) << format;
        EXPECT_FALSE(result.shown.contains("\x07")) << format;
        EXPECT_FALSE(result.shown.contains("\xc2\x9b")) << format;
    }
}

TEST(TerminalCli, HandsThemOnAsTheyAreToAPipe)
{
    const CannedServer server(nastyAnswer());
    const CliResult result = runCli(runAt(server, QStringLiteral("text")));
    EXPECT_EQ(result.output, "a\x1b[2J\x1b]52;c;aGk=\x07\xc2\x9b"
                             "31m b\n");
}

TEST(TerminalCli, ShowsEscapesInAProvidersErrorEvenInAFile)
{
    const CannedServer server(
        httpAnswer(401, R"({"error": {"message": "no\u001b[2J\nFAKE: all is well"}})"));
    const CliResult result = runCli(runAt(server, QStringLiteral("text")));
    EXPECT_EQ(result.exitCode, 1);
    EXPECT_FALSE(result.errors.contains(kEscape));
    EXPECT_FALSE(result.errors.contains("\nFAKE")) << "a message cannot make lines of its own";
}

TEST(TerminalCli, PaintsOnATerminalOnlyAndNotWithNoColor)
{
    const QStringList demo{QStringLiteral("demo")};
    EXPECT_TRUE(runOnTerminal(demo).shown.contains(QByteArray(kEscape + "[32m")));
    EXPECT_FALSE(runOnTerminal(demo, {}, {{"NO_COLOR", "1"}}).shown.contains(kEscape));
    EXPECT_FALSE(runCli(demo).output.contains(kEscape));
}

TEST(TerminalCli, AsksForAPromptInsteadOfWaitingForOne)
{
    const TerminalResult result = runOnTerminal({QStringLiteral("run"), sampleChain()});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_TRUE(result.shown.contains(
        "no prompt: give --prompt TEXT, --prompt-file FILE, or - to read standard input"));
}

TEST(TerminalCli, SaysThatAFaultInsideARealStreamCosts)
{
    const CannedServer server(nastyAnswer());
    const QStringList live = runAt(server, QStringLiteral("json"));
    const QByteArray note = "the provider may charge for it";

    const CliResult cut = runCli(
        live + QStringList{QStringLiteral("--outage"), QStringLiteral("openai=cut:1:count=1")});
    EXPECT_TRUE(cut.errors.contains("note: outage outage-1 (cut)"));
    EXPECT_TRUE(cut.errors.contains(note)) << cut.errors.toStdString();
    EXPECT_FALSE(runCli(live + QStringList{QStringLiteral("--outage"),
                                           QStringLiteral("openai=status:503:count=1")})
                     .errors.contains(note))
        << "that one is made before the network";
    EXPECT_FALSE(runCli({QStringLiteral("demo")}).errors.contains(note)) << "simulated is free";
}

} // namespace
} // namespace understudy
