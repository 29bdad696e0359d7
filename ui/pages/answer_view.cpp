#include "ui/pages/answer_view.h"

#include "ui/pages/long_paragraphs.h"
#include "ui/style/colours.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/text/describe_run.h"
#include "ui/text/strings.h"

#include <QEvent>
#include <QMimeData>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBlockFormat>
#include <QTextCharFormat>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace understudy {

namespace {

std::string_view textOf(const RunStory& story, const AnswerPiece& piece)
{
    return story.attempts()[piece.attempt - 1].text;
}

QTextCharFormat plainFormat(const Colours& colours)
{
    QTextCharFormat format;
    format.setForeground(colours.ink);
    return format;
}

QTextCharFormat discardedFormat(const Colours& colours)
{
    QTextCharFormat format;
    format.setForeground(colours.inkSoft);
    format.setFontStrikeOut(true);
    return format;
}

QTextCharFormat softFormat(const Colours& colours, const QFont& body)
{
    QTextCharFormat format;
    format.setFont(smallFont(body));
    format.setForeground(colours.inkSoft);
    return format;
}

QTextBlockFormat paragraph(double top, double bottom)
{
    QTextBlockFormat format;
    format.setTopMargin(top);
    format.setBottomMargin(bottom);
    format.setLineHeight(130, QTextBlockFormat::ProportionalHeight);
    return format;
}

QTextBlockFormat reportLine()
{
    QTextBlockFormat format;
    format.setBottomMargin(kHalfGrid);
    return format;
}

} // namespace

AnswerView::AnswerView(const RunStory& story, QWidget* parent)
    : QTextEdit(parent)
    , m_story(story)
{
    setObjectName(QStringLiteral("answerView"));
    setAccessibleName(tr("Answer"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(kHalfGrid);
    setUndoRedoEnabled(false);
}

void AnswerView::reset() { rebuild({}); }

void AnswerView::refresh()
{
    const bool wasAtEnd = isAtEnd();
    const AnswerPieces next = answerPieces(m_story);
    if (isContinuation(next)) {
        append(next);
    } else {
        rebuild(next);
    }
    if (m_story.isFinished() && !m_hasReport) {
        addFailureReport(describeRun(m_story));
    }
    const bool isReportOnly = m_hasReport && next.pieces.empty();
    if (wasAtEnd && !isReportOnly) {
        scrollToEnd();
    }
}

// The sentence above takes room when it comes: who read the end goes on reading the end.
void AnswerView::resizeEvent(QResizeEvent* event)
{
    const bool wasAtEnd = isAtEnd();
    QTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        splitAnew(*document());
    }
    if (wasAtEnd && !m_shown.pieces.empty()) {
        scrollToEnd();
    }
}

QMimeData* AnswerView::createMimeDataFromSelection() const
{
    auto* mime = new QMimeData;
    mime->setText(selectedAsWritten(textCursor()));
    return mime;
}

bool AnswerView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 2;
}

void AnswerView::scrollToEnd() { verticalScrollBar()->setValue(verticalScrollBar()->maximum()); }

bool AnswerView::isContinuation(const AnswerPieces& next) const
{
    const std::size_t shown = m_shown.pieces.size();
    return next.pieces.size() >= shown && next.closingSeam == m_shown.closingSeam &&
           (next.pieces.size() == shown || m_shown.closingSeam.isEmpty()) &&
           std::equal(m_shown.pieces.begin(), m_shown.pieces.end(), next.pieces.begin());
}

void AnswerView::rebuild(const AnswerPieces& next)
{
    clear();
    m_shown = {};
    m_shownBytes = 0;
    m_hasReport = false;
    append(next);
    if (!next.closingSeam.isEmpty()) {
        addSeam(next.closingSeam);
    }
    m_shown.closingSeam = next.closingSeam;
}

// The last piece shown may have grown; further ones are new.
void AnswerView::append(const AnswerPieces& next)
{
    const Colours& colours = coloursOf(palette());
    for (std::size_t i = m_shown.pieces.empty() ? 0 : m_shown.pieces.size() - 1;
         i < next.pieces.size(); ++i) {
        const AnswerPiece& piece = next.pieces[i];
        if (i >= m_shown.pieces.size()) {
            m_shownBytes = 0;
            if (!piece.seam.isEmpty()) {
                addSeam(piece.seam);
            }
            QTextCursor cursor = endCursor();
            if (!document()->isEmpty()) {
                cursor.insertBlock(paragraph(0, 0), plainFormat(colours));
            } else {
                cursor.setBlockFormat(paragraph(0, 0));
            }
        }
        const std::string_view text = textOf(m_story, piece);
        endCursor().insertText(toQString(text.substr(m_shownBytes)),
                               piece.isDiscarded ? discardedFormat(colours) : plainFormat(colours));
        splitIfLong(document()->lastBlock());
        m_shownBytes = text.size();
    }
    m_shown.pieces = next.pieces;
}

void AnswerView::addSeam(const QString& text)
{
    QTextBlockFormat format = paragraph(kGrid, kGrid);
    format.setAlignment(Qt::AlignHCenter);
    QTextCursor cursor = endCursor();
    cursor.insertBlock(format, softFormat(coloursOf(palette()), font()));
    cursor.insertText(QStringLiteral("\u2014\u2002%1\u2002\u2014").arg(text));
}

void AnswerView::addFailureReport(const RunDescription& description)
{
    m_hasReport = true;
    const Colours& colours = coloursOf(palette());
    QTextCharFormat who = plainFormat(colours);
    who.setFontWeight(QFont::DemiBold);
    QTextCharFormat cross = who;
    cross.setForeground(colours.failedInk);
    cross.setFontPointSize(font().pointSizeF() * 1.15); // the sign is small in most fonts
    QTextCursor cursor = endCursor();
    for (const AttemptLine& line : description.lines) {
        if (document()->isEmpty()) {
            cursor.setBlockFormat(reportLine());
        } else {
            cursor.insertBlock(reportLine());
        }
        cursor.insertText(QStringLiteral("\u00D7\u2002"), cross);
        cursor.insertText(line.who, who);
        cursor.insertText(QStringLiteral("\u2002") + line.what, softFormat(colours, font()));
    }
    if (!description.advice.isEmpty()) {
        cursor.insertBlock(paragraph(kGrid, 0));
        cursor.insertText(tr("What helps: "), who);
        cursor.insertText(description.advice, plainFormat(colours));
    }
}

QTextCursor AnswerView::endCursor()
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    return cursor;
}

void AnswerView::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        rebuild(answerPieces(m_story));
        if (m_story.isFinished()) {
            addFailureReport(describeRun(m_story));
        }
    }
}

} // namespace understudy
