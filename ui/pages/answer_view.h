// The answer as it streams: plain text, appended only; text that was thrown away stays visible,
// struck through, with a seam that says when and to whom the run went on.
#pragma once

#include "ui/models/answer_pieces.h"

#include <QTextEdit>

#include <string>
#include <vector>

namespace understudy {

struct RunDescription;

class AnswerView : public QTextEdit
{
    Q_OBJECT

public:
    explicit AnswerView(const RunStory& story, QWidget* parent = nullptr);

    void reset();   // another run
    void refresh(); // the story grew

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override; // plain text, as it was written

private:
    bool isAtEnd() const;
    void scrollToEnd();
    bool isContinuation(const AnswerPieces& next) const;
    void rebuild(const AnswerPieces& next);
    void append(const AnswerPieces& next);
    void addSeam(const QString& text);
    void addFailureReport(const RunDescription& description);
    QTextCursor endCursor();

    const RunStory& m_story;
    AnswerPieces m_shown;
    std::size_t m_shownBytes = 0; // of the last piece
    bool m_hasReport = false;
};

} // namespace understudy
