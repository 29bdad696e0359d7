#include "tests/app/cli/cli_program.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QTcpServer>

#include <gtest/gtest.h>

namespace understudy {
namespace {

class RunningProviders
{
public:
    explicit RunningProviders(const QStringList& arguments = {})
    {
        startCli(m_process, QStringList{QStringLiteral("providers")} + arguments);
        while (m_line.indexOf('\n') < 0 && m_process.waitForReadyRead(10'000)) {
            m_line += m_process.readAllStandardOutput();
        }
    }
    ~RunningProviders()
    {
        m_process.terminate();
        m_process.waitForFinished(5000);
    }

    QString origin() const
    {
        const QRegularExpression pattern(
            QStringLiteral("^listening (http://127\\.0\\.0\\.1:[0-9]+)\n$"));
        return pattern.match(QString::fromUtf8(m_line)).captured(1);
    }

private:
    QProcess m_process;
    QByteArray m_line;
};

CliResult ask(const RunningProviders& providers)
{
    return runCli(
        {QStringLiteral("run"), sampleChain(), QStringLiteral("--prompt"), QStringLiteral("hi"),
         QStringLiteral("--format"), QStringLiteral("json"), QStringLiteral("--base-url"),
         QStringLiteral("openai=") + providers.origin() + QStringLiteral("/openai/v1"),
         QStringLiteral("--base-url"),
         QStringLiteral("anthropic=") + providers.origin() + QStringLiteral("/anthropic")});
}

TEST(ProvidersCli, ServeAnyProgramThroughABaseUrlWithoutAnyKey)
{
    const RunningProviders providers;
    ASSERT_FALSE(providers.origin().isEmpty());
    const CliResult result = ask(providers);

    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_EQ(result.json()["served_by"]["model"], "gpt-5");
}

TEST(ProvidersCli, DrawTheirOutagesByThemselves)
{
    const RunningProviders providers(
        {QStringLiteral("--outage"), QStringLiteral("openai=status:503")});
    const nlohmann::json json = ask(providers).json();

    EXPECT_EQ(json["served_by"]["provider"], "anthropic");
    EXPECT_EQ(json["attempts"].size(), 4u);
}

TEST(ProvidersCli, PrintOneLineAndReportTheirSeedBesideIt)
{
    QProcess process;
    startCli(process, {QStringLiteral("providers"), QStringLiteral("--seed"), QStringLiteral("7")});
    QByteArray line;
    while (!line.contains('\n') && process.waitForReadyRead(30'000)) {
        line += process.readAllStandardOutput();
    }
    process.terminate();
    ASSERT_TRUE(process.waitForFinished(30'000));
    EXPECT_EQ(process.exitCode(), 130);
    line += process.readAllStandardOutput();
    EXPECT_EQ(line.count('\n'), 1) << line.toStdString();
    EXPECT_EQ(process.readAllStandardError(), "seed 7\n");
}

TEST(ProvidersCli, SayThatAPortIsTaken)
{
    QTcpServer taken;
    ASSERT_TRUE(taken.listen(QHostAddress::LocalHost));
    const CliResult result = runCli({QStringLiteral("providers"), QStringLiteral("--port"),
                                     QString::number(taken.serverPort())});
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_TRUE(result.errors.contains(QByteArray::number(taken.serverPort())));
}

} // namespace
} // namespace understudy
