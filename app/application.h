// The composition root of the desktop application: owns everything, in order of construction.
#pragma once

#include "app/live/embedded_providers.h"
#include "app/options.h"
#include "app/run_service.h"
#include "app/secrets/key_store.h"
#include "app/secrets/keychain.h"
#include "app/storage/settings.h"
#include "core/plan/catalogue.h"
#include "ui/shell/main_window.h"

#include <QObject>

namespace understudy {

class Application final : public QObject
{
    Q_OBJECT

public:
    explicit Application(const Options& options, QObject* parent = nullptr);
    ~Application() override;

    // Shows the window; runs and photographs it where the options say so.
    void start();

    MainWindow& window() { return m_window; }

private:
    void takeScreenshotWhenDone();
    void takeScreenshot();

    Options m_options;
    Settings m_settings;
    Catalogue m_catalogue;
    EmbeddedProviders m_providers;
    Keychain m_keychain;
    KeyStore m_keys;
    RunService m_runs;
    MainWindow m_window;
};

} // namespace understudy
