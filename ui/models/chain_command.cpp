#include "ui/models/chain_command.h"

#include <utility>

namespace understudy {

ChainEdit reversed(const ChainEdit& edit)
{
    ChainEdit back = edit;
    switch (edit.kind) {
    case ChainEdit::Kind::Insert: back.kind = ChainEdit::Kind::Remove; break;
    case ChainEdit::Kind::Remove: back.kind = ChainEdit::Kind::Insert; break;
    case ChainEdit::Kind::Move: {
        const int length = edit.last - edit.first + 1;
        const bool wentDown = edit.to > edit.last;
        back.first = wentDown ? edit.to - length : edit.to;
        back.last = back.first + length - 1;
        back.to = wentDown ? edit.first : edit.last + 1;
        break;
    }
    case ChainEdit::Kind::Reset:
    case ChainEdit::Kind::Change: break;
    }
    return back;
}

ChainCommand::ChainCommand(const QString& text, Chain before, Chain after, ChainEdit edit,
                           Merge merge, Apply apply)
    : QUndoCommand(text)
    , m_before(std::move(before))
    , m_after(std::move(after))
    , m_edit(edit)
    , m_merge(std::move(merge))
    , m_apply(std::move(apply))
{}

void ChainCommand::undo() { m_apply(m_before, reversed(m_edit)); }

void ChainCommand::redo() { m_apply(m_after, m_edit); }

bool ChainCommand::mergeWith(const QUndoCommand* other)
{
    const auto& next = static_cast<const ChainCommand&>(*other); // same id(), so the same class
    if (next.m_merge.key != m_merge.key || next.m_merge.atMs - m_merge.atMs > kMergeWindow) {
        return false;
    }
    m_after = next.m_after;
    m_merge.atMs = next.m_merge.atMs;
    setObsolete(m_after == m_before); // back where it began: nothing to undo
    return true;
}

} // namespace understudy
