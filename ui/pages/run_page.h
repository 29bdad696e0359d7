// The right column: the prompt, the run buttons and the answer with who gave it and why.
#pragma once

#include "ui/shell/intents.h"
#include "ui/style/marks.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace understudy {

class AnswerView;
class LiveRun;
class MarkLabel;

class RunPage : public QWidget
{
    Q_OBJECT

public:
    RunPage(const LiveRun& run, QAction& runAction, QAction& stopAction, QWidget* parent = nullptr);

    QString prompt() const;
    void setPrompt(const QString& text);
    RunMode mode() const;
    void focusRun();
    void handOverFocus(bool isRunning); // between Run and Stop, before one is disabled
    QWidget* promptPane() const;
    QWidget* answerPane() const;
    QString attributionText() const;

    void showStarted(); // another run begins
    void showStory();   // the story grew
    void showTime();    // only time passed
    void showRefusal(const QString& why);

Q_SIGNALS:
    void promptEdited();
    void modeChosen(understudy::RunMode mode);

private:
    void buildPrompt(QVBoxLayout* column, QAction& runAction, QAction& stopAction);
    void showPromptSize();
    QWidget* makeModeSwitch();
    void buildAnswer(QVBoxLayout* column);
    void showMode(RunMode mode);
    void showStatement(Mark mark, const QString& text);

    const LiveRun& m_run;
    QPlainTextEdit* m_prompt;
    QLabel* m_tokens;
    QPushButton* m_runButton;
    QPushButton* m_stopButton;
    QPushButton* m_simulated;
    QPushButton* m_live;
    QLabel* m_modeHint;
    MarkLabel* m_mark;
    QLabel* m_statement;
    AnswerView* m_answer;
    QLabel* m_totals;
};

} // namespace understudy
