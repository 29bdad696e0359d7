#include "ui/pages/run_page.h"

#include "ui/controls/buttons.h"
#include "ui/controls/labels.h"
#include "ui/controls/mark_label.h"
#include "ui/models/live_run.h"
#include "ui/pages/answer_view.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/text/describe_run.h"
#include "ui/text/describe_totals.h"

#include <QAction>
#include <QButtonGroup>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace understudy {

namespace {

MarkTone toneOf(Mark mark)
{
    const bool isActive = mark == Mark::Disc || mark == Mark::Ring;
    return mark == Mark::Check   ? MarkTone::Succeeded
           : mark == Mark::Cross ? MarkTone::Failed
           : isActive            ? MarkTone::Accent
                                 : MarkTone::Soft;
}

// A button that does what an action does and is enabled when it is.
void bind(QPushButton* button, QAction& action)
{
    button->setEnabled(action.isEnabled());
    button->setToolTip(action.statusTip());
    QObject::connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    QObject::connect(&action, &QAction::changed, button, [button, &action] {
        button->setEnabled(action.isEnabled());
        button->setToolTip(action.statusTip());
    });
}

} // namespace

RunPage::RunPage(const LiveRun& run, QAction& runAction, QAction& stopAction, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_prompt(new QPlainTextEdit(this))
    , m_tokens(makeSoftLabel({}, this))
    , m_runButton(makeButton(tr("Run"), ButtonRole::Primary, this))
    , m_stopButton(makeButton(tr("Stop"), ButtonRole::Normal, this))
    , m_simulated(makeButton(tr("Simulated"), ButtonRole::Normal, this))
    , m_live(makeButton(tr("Live"), ButtonRole::Normal, this))
    , m_modeHint(makeSoftLabel({}, this))
    , m_mark(new MarkLabel(this))
    , m_statement(makeParagraph({}, this))
    , m_answer(new AnswerView(run.story(), this))
    , m_totals(makeSoftLabel({}, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    buildPrompt(column, runAction, stopAction);
    buildAnswer(column);
    showMode(RunMode::Simulated);
}

void RunPage::buildPrompt(QVBoxLayout* column, QAction& runAction, QAction& stopAction)
{
    QLabel* caption = makeCaption(tr("Prompt"), this);
    caption->setBuddy(m_prompt);
    m_prompt->setObjectName(QStringLiteral("promptEdit"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setTabChangesFocus(true);
    m_prompt->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_prompt->setPlaceholderText(tr("What should the chain answer?"));
    const int lines = QFontMetrics(m_prompt->font()).lineSpacing() * 2;
    m_prompt->setFixedHeight(lines + 3 * kGrid);

    m_stopButton->setIcon(markIcon(Mark::Stop));
    m_stopButton->setObjectName(QStringLiteral("stopButton"));
    m_runButton->setIcon(markIcon(Mark::Play, true));
    m_runButton->setObjectName(QStringLiteral("runButton"));
    bind(m_runButton, runAction);
    bind(m_stopButton, stopAction);

    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(makeModeSwitch());
    row->addWidget(m_modeHint, 1);
    row->addWidget(m_stopButton);
    row->addWidget(m_runButton);
    auto* head = new QHBoxLayout;
    head->addWidget(caption, 1);
    head->addWidget(m_tokens);
    head->addStrut(kHeadHeight);
    column->addLayout(head);
    column->addWidget(m_prompt);
    column->addLayout(row);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &RunPage::showPromptSize);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &RunPage::promptEdited);
}

void RunPage::showPromptSize()
{
    const auto tokens =
        static_cast<int>(estimateTokens({{}, {{Role::User, prompt().toStdString()}}}));
    m_tokens->setText(prompt().isEmpty() ? QString() : tr("about %n tokens", "", tokens));
}

QWidget* RunPage::makeModeSwitch()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* group = new QButtonGroup(box);
    m_simulated->setProperty("segment", QStringLiteral("first"));
    m_live->setProperty("segment", QStringLiteral("last"));
    m_simulated->setToolTip(tr("Built-in providers speak each vendor's protocol on this computer"));
    m_live->setToolTip(tr("The real providers, with your keys"));
    for (QPushButton* button : {m_simulated, m_live}) {
        button->setCheckable(true);
        group->addButton(button);
        row->addWidget(button);
    }
    m_simulated->setChecked(true);
    connect(m_simulated, &QPushButton::clicked, this, [this] { showMode(RunMode::Simulated); });
    connect(m_live, &QPushButton::clicked, this, [this] { showMode(RunMode::Live); });
    return box;
}

void RunPage::buildAnswer(QVBoxLayout* column)
{
    QLabel* caption = makeCaption(tr("Answer"), this);
    caption->setBuddy(m_answer);
    m_statement->setObjectName(QStringLiteral("attribution"));
    m_statement->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_totals->setObjectName(QStringLiteral("totals"));
    m_totals->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* line = new QHBoxLayout;
    line->setSpacing(kGrid);
    line->addWidget(m_mark, 0, Qt::AlignTop);
    line->addWidget(m_statement, 1);
    column->addSpacing(kHalfGrid);
    column->addWidget(caption);
    column->addLayout(line);
    column->addWidget(m_answer, 1);
    column->addWidget(m_totals);
    showStatement(Mark::None, tr("Nothing asked yet. Press Ctrl+Enter to run the chain."));
}

QString RunPage::prompt() const { return m_prompt->toPlainText(); }

void RunPage::setPrompt(const QString& text) { m_prompt->setPlainText(text); }

RunMode RunPage::mode() const { return m_live->isChecked() ? RunMode::Live : RunMode::Simulated; }

// A disabled button loses the focus to whatever comes next: hand it to the one that now acts.
void RunPage::handOverFocus(bool isRunning)
{
    if (isRunning && m_runButton->hasFocus()) {
        m_stopButton->setFocus(Qt::OtherFocusReason);
    } else if (!isRunning && m_stopButton->hasFocus()) {
        m_runButton->setFocus(Qt::OtherFocusReason);
    }
}

void RunPage::focusRun() { m_runButton->setFocus(Qt::OtherFocusReason); }

QWidget* RunPage::promptPane() const { return m_prompt; }

QWidget* RunPage::answerPane() const { return m_answer; }

QString RunPage::attributionText() const { return m_statement->text(); }

void RunPage::showMode(RunMode mode)
{
    m_modeHint->setText(mode == RunMode::Live ? tr("uses your keys and money")
                                              : tr("nothing leaves this computer"));
}

void RunPage::showStarted()
{
    m_answer->reset();
    showStory();
}

void RunPage::showStory()
{
    const RunDescription description = describeRun(m_run.story());
    showStatement(description.mark, description.sentence);
    m_answer->refresh();
    showTime();
}

void RunPage::showTime() { m_totals->setText(describeTotals(m_run.story(), m_run.now())); }

void RunPage::showRefusal(const QString& why) { showStatement(Mark::Cross, why); }

void RunPage::showStatement(Mark mark, const QString& text)
{
    m_mark->setMark(mark, toneOf(mark));
    m_mark->setVisible(mark != Mark::None);
    m_statement->setText(text);
}

} // namespace understudy
