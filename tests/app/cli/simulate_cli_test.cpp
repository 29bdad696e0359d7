// The verbs simulate and merge as a person or a script has them.
#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

#include <csignal>

#include <QFile>

namespace understudy {
namespace {

QStringList words(const QString& line) { return line.split(QLatin1Char(' '), Qt::SkipEmptyParts); }

CliResult simulate(const QString& more)
{
    return runCli(QStringList{QStringLiteral("simulate"), sampleChain()} + words(more));
}

// What differs from run to run is how long it took.
nlohmann::json withoutTimes(nlohmann::json json)
{
    json.erase("wall_s");
    json.erase("runs_per_s");
    return json;
}

const QByteArray kWorlds = R"({"format": "understudy-scenario", "version": 1, "name": "Friday",
  "seed": 4711,
  "twins": {"*": {"failures": [{"class": "server", "status": 503, "share": 0.05}]}},
  "outages": [{"id": "o", "target": {"provider": "openai"}, "fault": {"kind": "status",
               "status": 503}, "process": {"up": {"law": "exponential", "mean_ms": 60000},
               "down": {"law": "exponential", "mean_ms": 10000}}}],
  "workload": {"arrivals": {"law": "poisson", "rate_per_s": 20}, "runs": 400, "worlds": 5}})";

TEST(SimulateCli, BeginsWithTheVerdictAndAlwaysSaysRunsSeedAndMethod)
{
    const CliResult result = simulate(QStringLiteral("--runs 2000 --outage openai=status:503"));

    EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
    EXPECT_TRUE(result.output.startsWith("Three-deep safety net answered all of 2,000 runs "
                                         "(availability >= 99.85 %, 95 %).\n"))
        << result.output.toStdString();
    EXPECT_TRUE(result.output.contains("N = 2,000 isolated runs, seed 1, scenario Healthy"));
    EXPECT_TRUE(result.output.contains("(wilson)"));
    EXPECT_TRUE(result.errors.isEmpty()) << "no progress where there is no terminal";
}

TEST(SimulateCli, ComesToTheSameWithAnyNumberOfThreadsAndAnotherWithAnotherSeed)
{
    const QString line = QStringLiteral("--runs 140000 --outage *=status:503:share=0.3 "
                                        "--format json --threads %1 --seed %2");
    const nlohmann::json alone = withoutTimes(simulate(line.arg(1).arg(7)).json());
    EXPECT_EQ(alone, withoutTimes(simulate(line.arg(4).arg(7)).json()));
    EXPECT_NE(alone["chains"][0]["digest"],
              simulate(line.arg(4).arg(8)).json()["chains"][0]["digest"]);
    EXPECT_EQ(alone["seed"], 7);
    EXPECT_EQ(alone["chains"][0]["runs"], 140'000);
}

TEST(SimulateCli, ExitsByItsGoals)
{
    const QString outage = QStringLiteral("--runs 2000 --outage *=status:503:share=0.7 --goal ");
    EXPECT_EQ(simulate(outage + QStringLiteral("availability>=0.5")).exitCode, 0);
    const CliResult missed = simulate(outage + QStringLiteral("availability>=0.9999"));
    EXPECT_EQ(missed.exitCode, 1);
    EXPECT_TRUE(missed.output.contains(", but misses its goal."));
    const CliResult undecided =
        runCli(words(QStringLiteral("simulate ") + sampleChain() +
                     QStringLiteral(" --runs 100 --goal availability>=0.999 --format junit")));
    EXPECT_EQ(undecided.exitCode, 1);
    EXPECT_TRUE(undecided.output.contains("undecided: wanted availability&gt;=0.999, measured 1"));
}

TEST(SimulateCli, ComparesChainsUnderTheSameDraws)
{
    const QTemporaryDir folder;
    QFile sample(sampleChain());
    ASSERT_TRUE(sample.open(QIODevice::ReadOnly));
    QByteArray fewer = sample.readAll();
    fewer.replace("\"tries\": 3", "\"tries\": 1").replace("Three-deep", "Hasty");
    const QString other = writeFile(folder, QStringLiteral("b.understudy"), fewer);
    const CliResult result =
        runCli({QStringLiteral("simulate"), sampleChain(), other, QStringLiteral("--runs"),
                QStringLiteral("5000"), QStringLiteral("--outage"),
                QStringLiteral("openai=status:503:share=0.5"), QStringLiteral("--format"),
                QStringLiteral("json")});

    ASSERT_EQ(result.exitCode, 0) << result.errors.toStdString();
    const nlohmann::json document = result.json();
    for (const nlohmann::json& comparison : document["comparison"]) {
        EXPECT_EQ(comparison["b"], "Hasty safety net");
        if (comparison["metric"] == "attempts.mean") {
            EXPECT_EQ(comparison["verdict"], "worse");
            EXPECT_GT(comparison["difference"]["low"], 0.0);
        }
    }
}

TEST(SimulateCli, WritesTheJournalOfARun)
{
    const QTemporaryDir folder;
    const QString journal = folder.filePath(QStringLiteral("run.understudy-run"));
    const CliResult result = simulate(
        QStringLiteral("--runs 100 --outage openai=status:503 --journal-run 42=") + journal);

    ASSERT_EQ(result.exitCode, 0) << result.errors.toStdString();
    QFile file(journal);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    const nlohmann::json header = nlohmann::json::parse(lines.first().toStdString());
    EXPECT_EQ(header["mode"], "virtual");
    EXPECT_EQ(header["seed"], 1);
    EXPECT_EQ(header["scenario"]["outages"][0]["target"]["provider"], "openai");
    EXPECT_TRUE(lines[1].contains("run_started"));
    EXPECT_TRUE(lines.last().contains("\"event\":\"run_finished\",\"outcome\":\"answered\""));
}

TEST(SimulateCli, KeepsWhatIsDoneWhenItIsInterrupted)
{
    QProcess process;
    startCli(process, {QStringLiteral("simulate"), sampleChain(), QStringLiteral("--runs"),
                       QStringLiteral("1000000000"), QStringLiteral("--format"),
                       QStringLiteral("json"), QStringLiteral("--verbose")});
    ASSERT_TRUE(process.waitForStarted(30'000));
    // The first line of progress says that it is at work.
    process.setReadChannel(QProcess::StandardError);
    ASSERT_TRUE(process.waitForReadyRead(30'000));
    process.terminate();
    ASSERT_TRUE(process.waitForFinished(30'000));

    EXPECT_EQ(process.exitCode(), 130);
    const auto json = nlohmann::json::parse(process.readAllStandardOutput().toStdString());
    EXPECT_EQ(json["complete"], false);
    EXPECT_GT(json["chains"][0]["runs"], 0);
    EXPECT_TRUE(json["chains"][0]["digest"].is_null());
}

class MergeCli : public testing::TestWithParam<const char*>
{
protected:
    // Everything after `simulate CHAIN`.
    QString arguments() const
    {
        QString line = QString::fromLatin1(GetParam());
        line.replace(QStringLiteral("WORLDS"), m_scenario);
        return line + QStringLiteral(" --outage *=status:503:share=0.4");
    }
    QStringList shards(int count) const
    {
        QStringList files;
        for (int i = 1; i <= count; ++i) {
            files.append(m_folder.filePath(QStringLiteral("%1.json").arg(i)));
            const CliResult result =
                simulate(arguments() + QStringLiteral(" --format json --shard %1/%2 --out %3")
                                           .arg(i)
                                           .arg(count)
                                           .arg(files.last()));
            EXPECT_EQ(result.exitCode, 0) << result.errors.toStdString();
        }
        return files;
    }

    const QTemporaryDir m_folder;
    const QString m_scenario = writeFile(m_folder, QStringLiteral("w.scenario.json"), kWorlds);
};

TEST_P(MergeCli, GivesExactlyTheWhole)
{
    const QStringList goal = words(QStringLiteral("--goal availability>=0.5 --format json"));
    const CliResult whole =
        runCli(QStringList{QStringLiteral("simulate"), sampleChain()} + words(arguments()) + goal);
    const CliResult merged = runCli(QStringList{QStringLiteral("merge")} + shards(3) + goal);

    ASSERT_EQ(whole.exitCode, 0) << whole.errors.toStdString();
    ASSERT_EQ(merged.exitCode, 0) << merged.errors.toStdString();
    EXPECT_EQ(withoutTimes(merged.json()), withoutTimes(whole.json()));
}

INSTANTIATE_TEST_SUITE_P(Shards, MergeCli,
                         testing::Values("--runs 140000", "--runs 100", "--scenario WORLDS",
                                         "--scenario WORLDS --worlds 24 --runs 50"),
                         [](const auto& test) { return "Case" + std::to_string(test.index); });

TEST(MergeCliRefusals, NameTheShard)
{
    const QTemporaryDir folder;
    const auto shard = [&](const QString& name, const QString& more) {
        const QString file = folder.filePath(name);
        simulate(QStringLiteral("--runs 1000 --format json --out ") + file + more);
        return file;
    };
    const QString one = shard(QStringLiteral("1.json"), QStringLiteral(" --shard 1/2"));
    const QString two = shard(QStringLiteral("2.json"), QStringLiteral(" --shard 2/2"));
    const QString seed = shard(QStringLiteral("s.json"), QStringLiteral(" --shard 2/2 --seed 9"));
    const QString whole = shard(QStringLiteral("w.json"), QString());
    const auto refusal = [](const QStringList& files) {
        const CliResult result = runCli(QStringList{QStringLiteral("merge")} + files);
        EXPECT_EQ(result.exitCode, 2);
        EXPECT_TRUE(result.output.isEmpty());
        return result.errors;
    };
    EXPECT_TRUE(refusal({one}).contains("shard 2 of 2 is missing"));
    EXPECT_TRUE(refusal({one, one}).contains("shard 1 of 2 stands twice"));
    EXPECT_TRUE(refusal({one, seed}).contains("s.json: has another seed (9 instead of 1)"));
    EXPECT_TRUE(refusal({one, whole}).contains("w.json:1:1: is no shard of a simulation"));
    EXPECT_TRUE(refusal({one, sampleChain()}).contains("is missing"));
    EXPECT_EQ(runCli({QStringLiteral("merge"), two, one}).exitCode, 0);
}

} // namespace
} // namespace understudy
