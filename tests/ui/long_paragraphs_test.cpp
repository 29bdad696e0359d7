// A long paragraph is split without a trace: neither in what is seen nor in what is copied.
#include "ui/pages/long_paragraphs.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>

#include <gtest/gtest.h>

#include <algorithm>

namespace understudy {
namespace {

QString words(int count)
{
    QString text;
    for (int i = 0; i < count; ++i) {
        text += QStringLiteral("word%1 ").arg(i);
    }
    return text;
}

void write(QTextDocument& document, const QString& text)
{
    document.setTextWidth(300);
    QTextCursor(&document).insertText(text);
}

// The words that lines begin with, as a reader sees them.
QStringList lineStarts(const QTextDocument& document)
{
    QStringList starts;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        document.documentLayout()->blockBoundingRect(block);
        for (int line = 0; line < block.layout()->lineCount(); ++line) {
            starts
                << block.text().mid(block.layout()->lineAt(line).textStart()).section(u' ', 0, 0);
        }
    }
    return starts;
}

int mostLines(const QTextDocument& document)
{
    int most = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        document.documentLayout()->blockBoundingRect(block);
        most = std::max(most, block.layout()->lineCount());
    }
    return most;
}

QString allAsWritten(QTextDocument& document)
{
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    return selectedAsWritten(cursor);
}

TEST(LongParagraphs, AreSplitWhereALineBegins)
{
    QTextDocument whole;
    QTextDocument split;
    write(whole, words(2000));
    write(split, words(2000));

    splitIfLong(split.lastBlock());

    EXPECT_GT(mostLines(whole), 200);
    EXPECT_LE(mostLines(split), 24);
    EXPECT_EQ(lineStarts(split), lineStarts(whole));
    EXPECT_DOUBLE_EQ(split.size().height(), whole.size().height());
}

TEST(LongParagraphs, StaySplitWhereLinesBeginWhileTheyGrow)
{
    QTextDocument whole;
    QTextDocument grown;
    write(whole, words(1000));
    grown.setTextWidth(300);

    const QStringList pieces = words(1000).split(u' ', Qt::SkipEmptyParts);
    for (const QString& piece : pieces) {
        QTextCursor cursor(&grown);
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(piece + u' ');
        splitIfLong(grown.lastBlock());
    }

    EXPECT_LE(mostLines(grown), 24);
    EXPECT_EQ(lineStarts(grown), lineStarts(whole));
}

TEST(LongParagraphs, FollowAChangeOfWidth)
{
    QTextDocument whole;
    QTextDocument split;
    write(whole, words(2000));
    write(split, words(2000));
    splitIfLong(split.lastBlock());

    for (const double width : {450.0, 200.0, 300.0}) {
        whole.setTextWidth(width);
        split.setTextWidth(width);
        splitAnew(split);
        EXPECT_EQ(lineStarts(split), lineStarts(whole)) << width;
    }
}

TEST(LongParagraphs, AreCopiedAsTheyWereWritten)
{
    const QString written = words(900) + u'\n' + words(900) + QStringLiteral("\n\nend");
    QTextDocument document;
    write(document, written);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        splitIfLong(block);
    }

    ASSERT_GT(document.blockCount(), 4); // the paragraphs as they were written
    EXPECT_EQ(allAsWritten(document), written);
}

} // namespace
} // namespace understudy
