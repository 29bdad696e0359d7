#include "ui/pages/long_paragraphs.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

#include <vector>

namespace understudy {

namespace {

constexpr int kLongLines = 24; // laid out in well under a millisecond
constexpr int kContinuesProperty = QTextFormat::UserProperty + 1;

bool continuesTheOneBefore(const QTextBlock& block)
{
    return block.blockFormat().boolProperty(kContinuesProperty);
}

} // namespace

void splitIfLong(const QTextBlock& block)
{
    block.document()->documentLayout()->blockBoundingRect(block); // lays it out if that is due
    const QTextLayout& layout = *block.layout();
    std::vector<int> places;
    for (int line = kLongLines; line < layout.lineCount(); line += kLongLines) {
        places.push_back(block.position() + layout.lineAt(line).textStart());
    }
    QTextBlockFormat format = block.blockFormat();
    format.setProperty(kContinuesProperty, true);
    QTextCursor cursor(block);
    // From the end, so that the places before stay where they are.
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        cursor.setPosition(*place);
        cursor.insertBlock(format);
    }
}

void splitAnew(QTextDocument& document)
{
    QTextBlock block = document.lastBlock();
    while (block.isValid()) {
        const QTextBlock before = block.previous();
        if (continuesTheOneBefore(block)) {
            QTextCursor(block).deletePreviousChar();
        } else {
            splitIfLong(block);
        }
        block = before;
    }
}

QString selectedAsWritten(const QTextCursor& selection)
{
    const QTextDocument& document = *selection.document();
    const QString raw = selection.selectedText();
    QString text;
    text.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const int after = selection.selectionStart() + static_cast<int>(i) + 1;
        if (raw[i] == QChar::ParagraphSeparator) {
            text +=
                continuesTheOneBefore(document.findBlock(after)) ? QString() : QStringLiteral("\n");
        } else {
            text += raw[i] == QChar::LineSeparator ? QChar(u'\n') : raw[i];
        }
    }
    return text;
}

} // namespace understudy
