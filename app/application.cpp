#include "app/application.h"

#include "app/built_in.h"
#include "app/wiring.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace understudy {

namespace {

// Enough for layout, fonts and the last frame of the timeline to settle before a photograph.
constexpr int kSettleMilliseconds = 400;

} // namespace

Application::Application(const Options& options, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_catalogue(builtInCatalogue())
    , m_providers(healthyScenario(), 1)
    , m_keychain(QStringLiteral("Understudy"))
    , m_keys(m_keychain)
    , m_runs(m_catalogue, m_providers, m_keys)
    , m_window(m_catalogue)
{
    wireRuns(m_window, m_runs);
    wireKeys(m_window, m_keys);
    wireSettings(m_window, m_settings);
}

Application::~Application()
{
    if (m_options.screenshotFile.isEmpty()) {
        m_settings.setWindowGeometry(m_window.saveGeometry());
    }
}

void Application::start()
{
    if (m_options.theme) {
        m_window.setTheme(*m_options.theme);
    }
    if (m_options.size.isValid()) {
        m_window.resize(m_options.size);
    } else {
        m_window.restoreGeometry(m_settings.windowGeometry());
    }
    if (!m_options.chainFile.isEmpty()) {
        m_window.openFile(m_options.chainFile);
    }
    m_window.show();
    for (const Outage& outage : m_options.outages) {
        if (!m_window.switchOutageOn(outage)) {
            std::fprintf(stderr, "understudy: no row of the window can say this --outage\n");
        }
    }
    if (m_options.runsAtOnce) {
        QTimer::singleShot(0, &m_window, &MainWindow::run);
    }
    if (!m_options.screenshotFile.isEmpty()) {
        takeScreenshotWhenDone();
    }
}

void Application::takeScreenshotWhenDone()
{
    if (!m_options.runsAtOnce) {
        QTimer::singleShot(kSettleMilliseconds, this, &Application::takeScreenshot);
        return;
    }
    connect(&m_runs, &RunService::batchReady, this, [this] {
        if (m_window.story().isFinished()) {
            QTimer::singleShot(kSettleMilliseconds, this, &Application::takeScreenshot);
        }
    });
}

void Application::takeScreenshot()
{
    const bool isSaved = m_window.grab().save(m_options.screenshotFile);
    if (!isSaved) {
        std::fprintf(stderr, "understudy: %s cannot be written\n",
                     qPrintable(m_options.screenshotFile));
    }
    QCoreApplication::exit(isSaved ? 0 : 3);
}

} // namespace understudy
