// The command line and a real keychain, each state of it in a session of its own
// (tests/app/secrets/keychain_session.sh): what it keeps, what it says, and that the key stands
// nowhere else afterwards.
#include "tests/app/cli/canned_server.h"
#include "tests/app/cli/cli_program.h"
#include "tests/support/canary.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <gtest/gtest.h>

#include <vector>

namespace understudy {
namespace {

using testing::filesThatSing;
using testing::kCanaryKey;
using testing::spellingIn;

// The program with the session's keychain. Everything it says is kept in a file, to be searched.
class Session
{
public:
    explicit Session(const QString& folder)
        : m_folder(folder)
    {
        for (const char* name : {"DBUS_SESSION_BUS_ADDRESS"}) {
            const QString key = QString::fromLatin1(name);
            m_environment.insert(key, QString::fromLocal8Bit(qgetenv(name)));
        }
        m_environment.insert(QStringLiteral("TMPDIR"), folder);
    }

    CliResult operator()(const QString& line, const QByteArray& input = {})
    {
        CliResult result =
            runCli(line.split(QLatin1Char(' '), Qt::SkipEmptyParts), input, m_environment);
        QFile file(QStringLiteral("%1/said-%2").arg(m_folder).arg(m_count++));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(result.output + "\n" + result.errors);
        return result;
    }

    const QProcessEnvironment& environment() const { return m_environment; }

private:
    QString m_folder;
    QProcessEnvironment m_environment;
    int m_count = 0;
};

// A chain whose only provider is at that address and wants the key named canary.
QString chainAt(const QTemporaryDir& folder, const QString& origin)
{
    const QByteArray text =
        R"({"format": "understudy-chain", "version": 1, "name": "x", "providers": {"canary":
            {"dialect": "openai-chat", "auth": "bearer", "base_url": ")" +
        origin.toUtf8() + R"(/v1"}}, "steps": [{"candidates": [{"provider": "canary",
            "model": "m", "tries": 1}]}]})";
    return writeFile(folder, QStringLiteral("canary.understudy"), text);
}

QByteArray jsonOf(const QByteArray& text)
{
    return QByteArray::fromStdString(nlohmann::json(text.toStdString()).dump());
}

// Every way in which a server can repeat the key where we keep what it says.
std::vector<QByteArray> echoes()
{
    const QByteArray error = R"({"error": {"message": )" + jsonOf("bad key " + kCanaryKey) +
                             R"(, "code": )" + jsonOf(kCanaryKey) + R"(, "type": )" +
                             jsonOf(kCanaryKey) + "}}";
    std::vector<QByteArray> answers;
    for (const int status : {400, 401, 403, 404, 429, 500, 503}) {
        answers.push_back(httpAnswer(status, error));
    }
    answers.push_back(httpAnswer(401, "no JSON: " + kCanaryKey, "text/plain"));
    answers.push_back(httpAnswer(200, "<html>" + kCanaryKey + "</html>", "text/html"));
    answers.push_back(httpAnswer(200, "data: " + error + "\n\n", "text/event-stream"));
    answers.push_back(httpAnswer(200, "data: " + kCanaryKey + "\n\n", "text/event-stream"));
    answers.push_back("HTTP/1.1 401 " + kCanaryKey + "\r\nx-request-id: " + kCanaryKey +
                      "\r\nrequest-id: " + kCanaryKey + "\r\nContent-Length: 0\r\n\r\n");
    answers.push_back("HTTP/1.1 302 Found\r\nLocation: https://h.invalid/?k=" + kCanaryKey +
                      "\r\nContent-Length: 0\r\n\r\n");
    answers.push_back(kCanaryKey + "\r\n\r\n");
    return answers;
}

TEST(KeychainUnlocked, KeepsAKeyThatTheCommandLineSets)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    const CliResult set = cli(QStringLiteral("keys set openai"), kCanaryKey + "\n");
    EXPECT_EQ(set.exitCode, 0) << set.errors.toStdString();
    EXPECT_EQ(set.output, "the key for openai is in the keychain\n");

    const CliResult list = cli(QStringLiteral("keys list"));
    EXPECT_EQ(list.exitCode, 0);
    EXPECT_TRUE(list.output.contains("openai            in the keychain\n"))
        << list.output.toStdString();
    EXPECT_TRUE(list.output.contains("anthropic         none\n"));
    const auto json = cli(QStringLiteral("keys list --format json")).json();
    EXPECT_EQ(json[0], nlohmann::json::parse(R"({"provider": "openai", "place": "keychain",
                                                 "variable": "OPENAI_API_KEY"})"));
}

TEST(KeychainUnlocked, GivesTheKeyToARunAndForgetsItWhenRemoved)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    const CannedServer server(httpAnswer(401, R"({"error": {"message": "no"}})"));
    const QString run = QStringLiteral("run %1 --prompt hi").arg(chainAt(folder, server.origin()));

    const CliResult before = cli(run);
    EXPECT_EQ(before.exitCode, 3);
    EXPECT_TRUE(before.errors.contains("no key for canary: none is stored; add one with: "
                                       "understudy-cli keys set canary"));
    EXPECT_TRUE(server.requests().isEmpty()) << "keys are checked before the first attempt";

    ASSERT_EQ(cli(QStringLiteral("keys set canary"), kCanaryKey).exitCode, 0);
    EXPECT_EQ(cli(run).exitCode, 1);
    EXPECT_TRUE(server.requests().contains(kCanaryKey)) << "the key did go there";

    EXPECT_EQ(cli(QStringLiteral("keys remove canary")).output, "removed the key for canary\n");
    const CliResult again = cli(QStringLiteral("keys remove canary"));
    EXPECT_EQ(again.output, "there was no key to remove for canary\n");
    EXPECT_EQ(again.exitCode, 0);
    EXPECT_EQ(cli(run).exitCode, 3);
}

TEST(KeychainUnlocked, IsTheOnlyPlaceWhereTheCanaryIs)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    ASSERT_EQ(cli(QStringLiteral("keys set canary"), kCanaryKey + "\r\n").exitCode, 0);
    int journals = 0;
    for (const QByteArray& answer : echoes()) {
        const CannedServer server(answer);
        const QString chain = chainAt(folder, server.origin());
        cli(QStringLiteral("keys test canary --base-url ") + server.origin());
        for (const char* format : {"text", "json", "jsonl"}) {
            cli(QStringLiteral("run %1 --prompt hi --format %2 --journal %3/journal-%4")
                    .arg(chain, QString::fromLatin1(format), folder.path())
                    .arg(journals++));
        }
        ASSERT_TRUE(server.requests().contains(kCanaryKey)) << "the key did go there";
        ASSERT_EQ(filesThatSing(folder.path()).join(QLatin1Char('\n')).toStdString(), "")
            << "after the answer " << answer.toStdString();
    }
    EXPECT_GT(journals, 30);
    // The session's home: settings, caches, and the keychain itself, which is encrypted.
    const QString home = QString::fromLocal8Bit(qgetenv("UNDERSTUDY_KEYRING_HOME"));
    ASSERT_TRUE(QFileInfo(home).isDir());
    EXPECT_EQ(filesThatSing(home).join(QLatin1Char('\n')).toStdString(), "");
}

TEST(KeychainUnlocked, ShowsTheCanaryToNoOtherProgramWhileARunGoesOn)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    ASSERT_EQ(cli(QStringLiteral("keys set canary"), kCanaryKey).exitCode, 0);
    const CannedServer server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
    QProcess process;
    startCli(process,
             {QStringLiteral("run"), chainAt(folder, server.origin()), QStringLiteral("--outage"),
              QStringLiteral("*=hang"), QStringLiteral("--prompt"), QStringLiteral("hi"),
              QStringLiteral("--format"), QStringLiteral("jsonl")},
             cli.environment());
    QByteArray said;
    while (!said.contains("attempt_started") && process.waitForReadyRead(30'000)) {
        said += process.readAllStandardOutput();
    }
    ASSERT_TRUE(said.contains("attempt_started")) << "its key is in memory now";
    for (const char* name : {"cmdline", "environ", "comm"}) {
        QFile file(
            QStringLiteral("/proc/%1/%2").arg(process.processId()).arg(QString::fromLatin1(name)));
        if (file.open(QIODevice::ReadOnly)) { // a person who is not root may not even look
            EXPECT_EQ(spellingIn(file.readAll()).toStdString(), "") << name;
        }
    }
    process.terminate();
    EXPECT_TRUE(process.waitForFinished(30'000));
}

TEST(KeychainUnlocked, IsAskedByNoProviderOfOursForTheKey)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    ASSERT_EQ(cli(QStringLiteral("keys set canary"), kCanaryKey).exitCode, 0);
    QProcess providers;
    startCli(providers, {QStringLiteral("providers")});
    QByteArray said;
    while (!said.contains('\n') && providers.waitForReadyRead(30'000)) {
        said += providers.readAllStandardOutput();
    }
    const QString origin = QString::fromLatin1(said).section(QLatin1Char(' '), 1).trimmed();
    EXPECT_EQ(cli(QStringLiteral("keys test canary --base-url %1/openai/v1").arg(origin)).exitCode,
              0);
    // What they remember of it, asked the way that every program may.
    const CliResult log =
        cli(QStringLiteral("keys test canary --base-url %1/control/log?").arg(origin));
    EXPECT_EQ(spellingIn(log.output + log.errors).toStdString(), "");
    providers.terminate();
    EXPECT_TRUE(providers.waitForFinished(30'000));
    said += providers.readAllStandardOutput() + providers.readAllStandardError();
    EXPECT_EQ(spellingIn(said).toStdString(), "");
}

TEST(KeychainLocked, IsSaidToBeLockedByEveryVerb)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    for (const char* verb : {"keys list", "keys set openai", "keys remove openai",
                             "keys test openai --base-url http://127.0.0.1:1"}) {
        const CliResult result = cli(QString::fromLatin1(verb), kCanaryKey);
        EXPECT_EQ(result.exitCode, 3) << verb;
        EXPECT_TRUE(result.errors.contains("The keychain is locked. Unlock it and try again."))
            << verb << ": " << result.errors.toStdString();
        EXPECT_EQ(result.errors.count('\n'), 1) << verb;
    }
    const CliResult run = cli(QStringLiteral("run %1 --prompt hi").arg(sampleChain()));
    EXPECT_EQ(run.exitCode, 3);
    EXPECT_EQ(run.errors.count("is locked"), 2) << "one line for each missing key";
    EXPECT_EQ(filesThatSing(folder.path()).join(QLatin1Char('\n')).toStdString(), "");
}

TEST(KeychainAbsent, LeavesTheKeyNowhere)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    const CliResult result = cli(QStringLiteral("keys set openai"), kCanaryKey);
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_TRUE(result.errors.contains("nothing was kept: No keychain service is running"))
        << result.errors.toStdString();
    const QString home = QString::fromLocal8Bit(qgetenv("UNDERSTUDY_KEYRING_HOME"));
    EXPECT_EQ(filesThatSing(home).join(QLatin1Char('\n')).toStdString(), "");
    EXPECT_EQ(filesThatSing(folder.path()).join(QLatin1Char('\n')).toStdString(), "");
}

TEST(KeychainEmpty, SaysThatNobodyCouldMakeAKeyring)
{
    const QTemporaryDir folder;
    Session cli(folder.path());
    EXPECT_EQ(cli(QStringLiteral("keys list")).exitCode, 0) << "there is none, and that is known";
    EXPECT_EQ(cli(QStringLiteral("keys set openai"), kCanaryKey).exitCode, 3);
}

// The net has no holes: every spelling is found.
TEST(KeychainUnlocked, CannotHideTheCanaryFromTheSearch)
{
    const QTemporaryDir folder;
    for (const QByteArray& before : {QByteArray(), QByteArray("a"), QByteArray("ab")}) {
        const QByteArray text = before + kCanaryKey + "zz";
        for (const QByteArray& written :
             {text, text.toBase64(), text.toBase64(QByteArray::Base64UrlEncoding), text.toHex(),
              text.toPercentEncoding(), jsonOf(text)}) {
            EXPECT_NE(spellingIn(written), "") << written.toStdString();
        }
    }
    EXPECT_EQ(spellingIn("sk-canary is only a word"), "");
}

} // namespace
} // namespace understudy
