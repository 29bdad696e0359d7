#include "tests/app/cli/cli_program.h"

#include <QFile>

#include <gtest/gtest.h>

namespace understudy {

nlohmann::json CliResult::json() const
{
    return nlohmann::json::parse(output.toStdString(), nullptr, false);
}

std::vector<nlohmann::json> CliResult::lines() const
{
    std::vector<nlohmann::json> result;
    for (const QByteArray& line : output.split('\n')) {
        if (!line.isEmpty()) {
            result.push_back(nlohmann::json::parse(line.toStdString(), nullptr, false));
        }
    }
    return result;
}

void startCli(QProcess& process, const QStringList& arguments, const QProcessEnvironment& extra)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* key :
         {"OPENAI_API_KEY", "ANTHROPIC_API_KEY", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY"}) {
        environment.remove(QString::fromLatin1(key));
    }
    environment.insert(extra);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(UNDERSTUDY_CLI), arguments);
}

CliResult runCli(const QStringList& arguments, const QByteArray& input,
                 const QProcessEnvironment& extra)
{
    QProcess process;
    startCli(process, arguments, extra);
    process.write(input);
    process.closeWriteChannel();
    EXPECT_TRUE(process.waitForFinished(45'000)) << process.errorString().toStdString();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString sampleChain() { return QStringLiteral(UNDERSTUDY_SAMPLE); }

QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    QFile file(folder.filePath(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
    return file.fileName();
}

} // namespace understudy
