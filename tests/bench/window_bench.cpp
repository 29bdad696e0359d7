// How fast the window is there, how much memory it takes, and how long a fast stream ever holds its
// event loop. Starts itself anew for each measurement, so that process start and linking count.
//   bash tests/app/window/under_xvfb.sh build/bench/bin/window_bench
#include "app/application.h"
#include "app/built_in.h"
#include "app/wiring.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
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

// Notes how long the event loop is held by each event: wall time, and the thread's own processor
// time, which leaves out what other programs took meanwhile.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_isInside || !m_isWatching) {
            return QApplication::notify(receiver, event);
        }
        m_isInside = true;
        const double cpu = threadMilliseconds();
        QElapsedTimer clock;
        clock.start();
        const bool isHandled = QApplication::notify(receiver, event);
        m_wall.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        m_cpu.push_back(threadMilliseconds() - cpu);
        m_isInside = false;
        return isHandled;
    }

    void watch() { m_isWatching = true; }

    void tell()
    {
        say("events", static_cast<double>(m_wall.size()));
        tell("wall", m_wall);
        tell("cpu", m_cpu);
    }

private:
    static double threadMilliseconds()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }

    static void tell(const char* what, std::vector<double>& milliseconds)
    {
        std::sort(milliseconds.begin(), milliseconds.end());
        const std::size_t count = milliseconds.size();
        std::printf("held_%s_ms p99 %.2f, longest %.2f\n", what, milliseconds[count * 99 / 100],
                    milliseconds.back());
    }

    bool m_isWatching = false;
    bool m_isInside = false;
    std::vector<double> m_wall;
    std::vector<double> m_cpu;
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

int streamOnce(WatchedApplication& qt)
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
    QElapsedTimer clock;
    QObject::connect(&runs, &RunService::started, &window, [&] {
        qt.watch();
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
    qt.tell();
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
    understudy::WatchedApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Understudy window bench"));
    return what == QStringLiteral("start") ? understudy::startOnce() : understudy::streamOnce(qt);
}
