// Runs understudy-cli as a process and keeps what it said.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

namespace understudy {

struct CliResult
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;

    nlohmann::json json() const;
    std::vector<nlohmann::json> lines() const; // of JSON lines
};

// Environment without any key; standard input is empty.
CliResult runCli(const QStringList& arguments, const QByteArray& input = {},
                 const QProcessEnvironment& extra = {});

// Starts the program with a clean environment and leaves it running.
void startCli(QProcess& process, const QStringList& arguments,
              const QProcessEnvironment& extra = {});

QString sampleChain();
// A file in the folder with this text; answers its path.
QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& text);

} // namespace understudy
