// The window: owns the document, the run on screen and the pages, and connects them. Everything it
// wants from the rest of the program it says in a signal; everything that happens reaches it
// through a slot. GUI thread only.
#pragma once

#include "core/plan/catalogue.h"
#include "core/plan/outage.h"
#include "core/record/run_batch.h"
#include "core/record/run_story.h"
#include "ui/models/chain_document.h"
#include "ui/models/chain_model.h"
#include "ui/models/live_run.h"
#include "ui/models/outage_board.h"
#include "ui/models/timeline_model.h"
#include "ui/shell/actions.h"
#include "ui/shell/file_flow.h"
#include "ui/shell/intents.h"
#include "ui/style/theme.h"

#include <QMainWindow>

#include <vector>

namespace understudy {

class Announcer;
class ChainPage;
class HazardBanner;
class KeyDialog;
class ModelPicker;
class NoticeBar;
class RecentFiles;
class RunPage;
class TimelinePage;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const Catalogue& catalogue, QWidget* parent = nullptr);
    ~MainWindow() override;

    ChainDocument& document() { return m_document; }
    const RunStory& story() const { return m_run.story(); }
    TimelineModel& timelineModel() { return m_timelineModel; }
    QString attributionText() const;
    // As if the outage's row had been switched on; false when no row can say it.
    bool switchOutageOn(const Outage& outage) { return m_board.switchOn(outage); }

public Q_SLOTS:
    void run(); // as if Run had been pressed
    void runStarted(const std::vector<understudy::CandidateLabel>& labels);
    void applyBatch(const understudy::RunBatch& batch);
    void runRefused(const QString& why);
    void setKeyState(const QString& name, understudy::KeyState state, const QString& detail);
    void openFile(const QString& path);
    void setTheme(understudy::ThemeChoice choice);
    void setRecentFiles(const QStringList& paths);
    void setPromptText(const QString& text);

Q_SIGNALS:
    void runRequested(const understudy::RunIntent& intent);
    void stopRequested();
    void outagesEdited(const std::vector<understudy::Outage>& outages);
    void keySaveRequested(const QString& name, const QString& secret);
    void keyTestRequested(const QString& name);
    void keyRemoveRequested(const QString& name);
    void keysShown();
    void themeChosen(understudy::ThemeChoice choice);
    void recentFilesChanged(const QStringList& paths);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildPages();
    void buildStatusLine();
    void connectFileActions();
    void connectChainActions();
    void connectViewActions();
    void connectRun();
    void connectKeys();
    void loadSample();

    void requestRun();
    void showRunState(); // what may be run or stopped now
    QString whyNotRunnable() const;
    void followRun();
    void announceSwitch(const SwitchStory& change);
    void announceEnd();
    void showTitle();
    void showKeys();
    void showPicker();
    void showAbout();
    void stepPane(int direction);

    Theme m_theme; // first: it sets the style and the font that everything below derives from
    const Catalogue& m_catalogue;
    ChainDocument m_document;
    ChainModel m_chainModel;
    LiveRun m_run;
    TimelineModel m_timelineModel;
    OutageBoard m_board;
    Actions m_actions;
    FileFlow m_files;

    // Children, owned by Qt.
    ChainPage* m_chainPage = nullptr;
    RunPage* m_runPage = nullptr;
    TimelinePage* m_timelinePage = nullptr;
    HazardBanner* m_banner = nullptr;
    NoticeBar* m_notice = nullptr;
    Announcer* m_announcer = nullptr;
    RecentFiles* m_recent = nullptr;
    KeyDialog* m_keys = nullptr;
    ModelPicker* m_picker = nullptr;
    bool m_mayClose = false; // unsaved changes were dealt with
};

} // namespace understudy
