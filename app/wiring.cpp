#include "app/wiring.h"

#include "app/run_service.h"
#include "app/secrets/key_store.h"
#include "app/storage/settings.h"
#include "core/plan/provider.h"
#include "ui/shell/main_window.h"

namespace understudy {

namespace {

KeyState stateOf(KeyPlace place, KeyOutcome outcome)
{
    switch (place) {
    case KeyPlace::Keychain: return KeyState::Stored;
    case KeyPlace::Session: return KeyState::Session;
    case KeyPlace::Missing: return KeyState::Missing;
    case KeyPlace::Unknown: break;
    }
    switch (outcome) {
    case KeyOutcome::Denied: return KeyState::Denied;
    case KeyOutcome::Locked: return KeyState::Locked;
    case KeyOutcome::TimedOut: return KeyState::Waiting;
    case KeyOutcome::Done:
    case KeyOutcome::NotFound:
    case KeyOutcome::Unavailable: break;
    }
    return KeyState::Unavailable;
}

} // namespace

void wireRuns(MainWindow& window, RunService& runs)
{
    QObject::connect(&window, &MainWindow::runRequested, &runs, &RunService::run);
    QObject::connect(&window, &MainWindow::stopRequested, &runs, &RunService::stop);
    QObject::connect(&window, &MainWindow::outagesEdited, &runs, &RunService::setOutages);
    QObject::connect(&runs, &RunService::started, &window, &MainWindow::runStarted);
    QObject::connect(&runs, &RunService::batchReady, &window, &MainWindow::applyBatch);
    QObject::connect(&runs, &RunService::refused, &window, &MainWindow::runRefused);
}

void wireKeys(MainWindow& window, KeyStore& keys)
{
    QObject::connect(&window, &MainWindow::keySaveRequested, &keys, &KeyStore::save);
    QObject::connect(&window, &MainWindow::keyTestRequested, &keys, &KeyStore::check);
    QObject::connect(&window, &MainWindow::keyRemoveRequested, &keys, &KeyStore::remove);
    QObject::connect(&window, &MainWindow::keysShown, &keys, &KeyStore::checkAllKnown);
    QObject::connect(
        &keys, &KeyStore::keyChanged, &window,
        [&window](const QString& name, KeyPlace place, KeyOutcome outcome, const QString& detail) {
            window.setKeyState(name, stateOf(place, outcome), detail);
        });
}

void wireSettings(MainWindow& window, Settings& settings)
{
    window.setTheme(settings.theme());
    window.setRecentFiles(settings.recentFiles());
    QObject::connect(&window, &MainWindow::themeChosen, &window,
                     [&settings](ThemeChoice theme) { settings.setTheme(theme); });
    QObject::connect(&window, &MainWindow::recentFilesChanged, &window,
                     [&settings](const QStringList& files) { settings.setRecentFiles(files); });
}

} // namespace understudy
