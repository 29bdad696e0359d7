// How fast the window is there, how much memory it takes, and how long a fast stream ever holds its
// event loop. Starts itself anew for each measurement, so that process start and linking count.
//   bash tests/app/window/under_xvfb.sh build/bench/bin/window_bench
#include "app/application.h"
#include "app/built_in.h"
#include "app/wiring.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace understudy {
namespace {

constexpr int kStarts = 15;
constexpr int kWaitMilliseconds = 60'000;
constexpr double kTokensPerSecond = 5'000;
constexpr double kStreamTokens = 25'000; // five seconds of them

// "Rss" of this process in megabytes; 0 where /proc is not there.
double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("VmRSS:")) {
            return line.mid(6).simplified().split(' ').first().toDouble() / 1024.0;
        }
    }
    return 0;
}

void say(const char* what, double value)
{
    std::printf("%s %.3f\n", what, value);
    std::fflush(stdout);
}

// Calls back once the window has been painted and its event loop has nothing left to do.
class FirstIdle final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && !m_isPainted) {
            m_isPainted = true;
            QTimer::singleShot(0, this, [] {
                say("usable", residentMegabytes());
                QCoreApplication::exit(0);
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_isPainted = false;
};

int startOnce()
{
    Application application(Options{});
    FirstIdle idle;
    application.window().centralWidget()->installEventFilter(&idle);
    application.start();
    return QCoreApplication::exec();
}

// The longest spells between two waits of the event loop.
class LoopWatch final : public QObject
{
public:
    LoopWatch()
    {
        auto* dispatcher = thread()->eventDispatcher();
        connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] { m_spell.start(); });
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] { note(); });
    }

    void begin() { m_milliseconds.clear(); }

    double quantile(double share)
    {
        std::sort(m_milliseconds.begin(), m_milliseconds.end());
        const double last = static_cast<double>(m_milliseconds.size()) - 1;
        return m_milliseconds.empty() ? 0 : m_milliseconds[static_cast<std::size_t>(share * last)];
    }

    std::size_t count() const { return m_milliseconds.size(); }

private:
    void note()
    {
        if (m_spell.isValid()) {
            m_milliseconds.push_back(static_cast<double>(m_spell.nsecsElapsed()) / 1e6);
        }
    }

    QElapsedTimer m_spell;
    std::vector<double> m_milliseconds;
};

Scenario fastStream()
{
    Scenario scenario = healthyScenario();
    Twin twin;
    twin.target = "*";
    twin.firstToken = ConstantLaw{50};
    twin.tokenInterval = ConstantLaw{1'000 / kTokensPerSecond};
    twin.outputTokens = ConstantLaw{kStreamTokens};
    scenario.twins = {twin};
    return scenario;
}

int streamOnce()
{
    const Catalogue catalogue = builtInCatalogue();
    EmbeddedProviders providers(fastStream(), 1);
    Keychain keychain(QStringLiteral("Understudy window bench"));
    const KeyStore keys(keychain);
    RunService runs(catalogue, providers, keys);
    MainWindow window(catalogue);
    wireRuns(window, runs);
    window.resize(1280, 800);
    window.show();
    LoopWatch watch;
    QElapsedTimer clock;
    QObject::connect(&runs, &RunService::started, &window, [&] {
        watch.begin();
        clock.start();
    });
    QObject::connect(&runs, &RunService::batchReady, &window, [&] {
        if (window.story().isFinished()) {
            QCoreApplication::exit(0);
        }
    });
    QTimer::singleShot(500, &window, &MainWindow::run);
    QTimer::singleShot(kWaitMilliseconds, &window, [] { QCoreApplication::exit(1); });
    const int code = QCoreApplication::exec();
    const double seconds = static_cast<double>(clock.elapsed()) / 1e3;
    say("tokens_per_second", window.story().attempts().back().tokens / seconds);
    say("spells", static_cast<double>(watch.count()));
    say("held_median_ms", watch.quantile(0.5));
    say("held_p99_ms", watch.quantile(0.99));
    say("held_longest_ms", watch.quantile(1));
    say("resident_mb", residentMegabytes());
    return code;
}

int measureAll(const QString& self)
{
    std::vector<double> times;
    double resident = 0;
    for (int i = 0; i <= kStarts; ++i) {
        QProcess child;
        QElapsedTimer clock;
        clock.start();
        child.start(self, {QStringLiteral("start")});
        if (!child.waitForReadyRead(kWaitMilliseconds)) {
            std::fprintf(stderr, "window_bench: the window did not come up\n");
            return 1;
        }
        const double milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        resident = std::max(resident, child.readLine().mid(7).toDouble());
        child.waitForFinished(kWaitMilliseconds);
        if (i > 0) { // the first one warms the caches
            times.push_back(milliseconds);
        }
    }
    std::sort(times.begin(), times.end());
    std::printf("start to usable, median of %zu: %.0f ms (%.0f to %.0f)\n", times.size(),
                times[times.size() / 2], times.front(), times.back());
    std::printf("resident then: %.0f MB\n", resident);
    std::fflush(stdout);
    return QProcess::execute(self, {QStringLiteral("stream")});
}

} // namespace
} // namespace understudy

int main(int argc, char** argv)
{
    const QString what = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (what.isEmpty()) {
        const QCoreApplication qt(argc, argv);
        return understudy::measureAll(QCoreApplication::applicationFilePath());
    }
    const QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Understudy window bench"));
    return what == QStringLiteral("start") ? understudy::startOnce() : understudy::streamOnce();
}
