// Keeps a growing text fast. A paragraph is laid out anew as a whole whenever it grows, so the
// words of a long answer would cost more and more; here a long paragraph is split where a line
// begins. That looks the same, and is undone in what is copied.
#pragma once

#include <QString>

class QTextBlock;
class QTextCursor;
class QTextDocument;

namespace understudy {

// Splits the block if it is long. Its lines must have their final width.
void splitIfLong(const QTextBlock& block);

// After a change of width: joins what was split and splits it where lines begin now.
void splitAnew(QTextDocument& document);

// The selected text as it was written, without our splits.
QString selectedAsWritten(const QTextCursor& selection);

} // namespace understudy
