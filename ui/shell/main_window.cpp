#include "ui/shell/main_window.h"

#include "resources/embedded.h"
#include "ui/chain/chain_list_view.h"
#include "ui/dialogs/key_dialog.h"
#include "ui/dialogs/key_entries.h"
#include "ui/dialogs/model_picker.h"
#include "ui/pages/chain_page.h"
#include "ui/pages/run_page.h"
#include "ui/pages/timeline_page.h"
#include "ui/shell/announcer.h"
#include "ui/shell/hazard_banner.h"
#include "ui/shell/menus.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/recent_files.h"
#include "ui/style/metrics.h"
#include "ui/text/describe_class.h"
#include "ui/text/describe_run.h"
#include "ui/text/strings.h"
#include "ui/timeline/timeline_view.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSplitter>
#include <QStatusBar>
#include <QUrl>
#include <QVBoxLayout>

#include <memory>

namespace understudy {

namespace {

constexpr QSize kDesignSize{1280, 800};
constexpr QSize kSmallestSize{960, 600};

QSplitter* makeSplitter(Qt::Orientation orientation, QWidget* first, QWidget* second)
{
    auto* splitter = new QSplitter(orientation);
    splitter->setHandleWidth(2 * kGrid);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(first);
    splitter->addWidget(second);
    return splitter;
}

QString droppedChain(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    const bool isChain =
        urls.size() == 1 && urls.first().isLocalFile() &&
        urls.first().fileName().endsWith(QLatin1String(".understudy"), Qt::CaseInsensitive);
    return isChain ? urls.first().toLocalFile() : QString();
}

int rowOf(const ChainModel& model, const RunStory& story, std::uint16_t candidate)
{
    const QString id = toQString(story.label(candidate).candidate);
    for (int row = 0; row < model.cardCount(); ++row) {
        if (model.card(row).id == id) {
            return row;
        }
    }
    return -1;
}

} // namespace

MainWindow::MainWindow(const Catalogue& catalogue, QWidget* parent)
    : QMainWindow(parent)
    , m_theme(*this)
    , m_catalogue(catalogue)
    , m_chainModel(m_document, catalogue)
    , m_timelineModel(m_run.story())
    , m_actions(m_document.undoStack(), this)
    , m_files(m_document, *this)
{
    setObjectName(QStringLiteral("mainWindow"));
    resize(kDesignSize);
    setMinimumSize(kSmallestSize);
    setAcceptDrops(true);
    loadSample();
    buildPages();
    buildStatusLine();
    connectFileActions();
    connectChainActions();
    connectViewActions();
    connectRun();
    connectKeys();
    setTheme(ThemeChoice::System);
    showTitle();
    showRunState();
    m_runPage->focusRun();
}

MainWindow::~MainWindow()
{
    // The pages look at the models, which are members and would go before Qt's children do.
    const std::unique_ptr<QWidget> pages(takeCentralWidget());
}

void MainWindow::loadSample()
{
    m_document.load(embeddedText("examples/three-deep-safety-net.understudy"), {});
    m_board.followChain(m_document.chain());
}

void MainWindow::buildPages()
{
    m_recent = new RecentFiles(*buildMenus(*menuBar(), m_actions), this);
    m_chainPage = new ChainPage(m_document, m_chainModel, m_board, this);
    m_runPage = new RunPage(m_run, *m_actions.run, *m_actions.stop, this);
    m_timelinePage = new TimelinePage(m_run, m_timelineModel, this);
    m_banner = new HazardBanner(m_board, m_document, this);
    m_notice = new NoticeBar(this);
    setPromptText(tr("Explain circuit breakers to a five-year-old."));

    QSplitter* upper = makeSplitter(Qt::Horizontal, m_chainPage, m_runPage);
    upper->setSizes({440, 800});
    upper->setStretchFactor(0, 0);
    upper->setStretchFactor(1, 1);
    QSplitter* whole = makeSplitter(Qt::Vertical, upper, m_timelinePage);
    whole->setSizes({506, 220});
    whole->setStretchFactor(0, 2); // a small window takes from both
    whole->setStretchFactor(1, 1);

    auto* central = new QWidget(this);
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(2 * kGrid, kGrid, 2 * kGrid, kGrid);
    column->setSpacing(kGrid);
    column->addWidget(m_banner);
    column->addWidget(m_notice);
    column->addWidget(whole, 1);
    setCentralWidget(central);
}

void MainWindow::buildStatusLine()
{
    m_announcer = new Announcer(this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(kGrid + kHalfGrid, 0, kGrid, 0);
    statusBar()->addWidget(m_announcer, 1);
    m_announcer->say(tr("Ready"));
}

QString MainWindow::attributionText() const { return m_runPage->attributionText(); }

void MainWindow::run() { m_actions.run->trigger(); }

void MainWindow::requestRun()
{
    m_notice->hide();
    RunIntent intent;
    intent.chain = m_document.chain();
    intent.chat.messages.push_back({Role::User, m_runPage->prompt().toStdString()});
    intent.mode = m_runPage->mode();
    Q_EMIT runRequested(intent);
}

void MainWindow::runStarted(const std::vector<CandidateLabel>& labels)
{
    m_run.start(labels);
    m_timelineModel.reset();
    m_timelinePage->timeline().reset();
    m_chainModel.showRun(m_run.story());
    m_runPage->showStarted();
    showRunState();
    m_announcer->say(tr("Run started"));
}

void MainWindow::applyBatch(const RunBatch& batch) { m_run.apply(batch); }

void MainWindow::followRun()
{
    m_timelineModel.refresh();
    m_timelinePage->timeline().refresh();
    m_chainModel.showRun(m_run.story());
    m_runPage->showStory();
}

void MainWindow::runRefused(const QString& why)
{
    m_run.stop();
    m_notice->showMessage(tr("The run did not start"), why);
    m_runPage->showRefusal(why);
    m_announcer->say(why);
    showRunState();
}

void MainWindow::announceSwitch(const SwitchStory& change)
{
    m_chainPage->list().showSwitch(rowOf(m_chainModel, story(), change.from),
                                   rowOf(m_chainModel, story(), change.to));
    const AttemptStory* failure = story().lastFailure();
    const std::uint16_t status = failure != nullptr ? failure->status : std::uint16_t{0};
    const QString cause = change.errorClass == ErrorClass::None
                              ? tr("it is skipped")
                              : failureCause(change.errorClass, status);
    m_announcer->say(
        tr("Switched from %1 to %2: %3")
            .arg(candidateTitle(story(), change.from), candidateTitle(story(), change.to), cause));
}

void MainWindow::announceEnd()
{
    m_announcer->say(attributionText());
    showRunState();
}

QString MainWindow::whyNotRunnable() const
{
    if (m_run.isLive()) {
        return tr("A run is going on");
    }
    if (m_document.rowCount() == 0) {
        return tr("The chain has no model yet");
    }
    return m_runPage->prompt().trimmed().isEmpty() ? tr("Write a prompt first") : QString();
}

void MainWindow::showRunState()
{
    const QString why = whyNotRunnable();
    m_actions.stop->setEnabled(m_run.isLive() || m_actions.stop->isEnabled());
    m_actions.run->setEnabled(why.isEmpty() || m_actions.run->isEnabled());
    m_runPage->handOverFocus(m_run.isLive());
    m_actions.run->setEnabled(why.isEmpty());
    m_actions.run->setStatusTip(why.isEmpty() ? tr("Run the prompt through the chain (Ctrl+Enter)")
                                              : why);
    m_actions.stop->setEnabled(m_run.isLive());
}

void MainWindow::showTitle()
{
    setWindowModified(m_document.isModified());
    setWindowFilePath(m_document.path());
    setWindowTitle(tr("%1[*] \u2014 Understudy").arg(m_document.displayName()));
}

void MainWindow::setKeyState(const QString& name, KeyState state, const QString& detail)
{
    m_keys->setState(name, state, detail);
}

void MainWindow::openFile(const QString& path) { m_files.openPath(path); }

void MainWindow::setTheme(ThemeChoice choice)
{
    m_theme.apply(choice, *this);
    m_actions.themeAction(choice)->setChecked(true);
}

void MainWindow::setRecentFiles(const QStringList& paths) { m_recent->setPaths(paths); }

void MainWindow::setPromptText(const QString& text) { m_runPage->setPrompt(text); }

void MainWindow::showKeys()
{
    m_keys->setEntries(keyEntries(m_document.chain()));
    m_keys->show();
    m_keys->raise();
    m_keys->activateWindow();
}

void MainWindow::showPicker()
{
    m_picker->show();
    m_picker->raise();
    m_picker->activateWindow();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Understudy"),
                                tr("Understudy %1").arg(QCoreApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("Design, break and watch LLM fallback chains.\n\n"
           "It sends nothing anywhere but to the providers that you run a chain on."));
    box->open();
}

void MainWindow::stepPane(int direction)
{
    const QList<QWidget*> panes{&m_chainPage->list(), m_runPage->promptPane(),
                                m_runPage->answerPane(), m_timelinePage->currentPane()};
    const auto at = panes.indexOf(focusWidget());
    const auto next = at < 0 ? 0 : (at + direction + panes.size()) % panes.size();
    panes[next]->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_mayClose || !m_document.isModified()) {
        event->accept();
        return;
    }
    event->ignore();
    m_files.whenSafe([this] {
        m_mayClose = true;
        close();
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedChain(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

// A question may follow: never inside the drop itself.
void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = droppedChain(*event->mimeData());
    event->acceptProposedAction();
    QMetaObject::invokeMethod(
        this, [this, path] { openFile(path); }, Qt::QueuedConnection);
}

} // namespace understudy
