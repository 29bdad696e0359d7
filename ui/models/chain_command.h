// The one undo command of the chain editor: the chain before and after, and which rows differ.
// Snapshots are small, and a command that stores values cannot disagree with the document.
#pragma once

#include "core/plan/chain.h"

#include <QString>
#include <QUndoCommand>

#include <cstdint>
#include <functional>

namespace understudy {

// What an edit did to the flat rows, so that views keep their selection and can animate.
struct ChainEdit
{
    enum class Kind : std::uint8_t
    {
        Reset,  // anything
        Insert, // row `first` is new
        Remove, // row `first` is gone
        Move,   // rows first..last now stand before the former row `to`
        Change  // row `first` has other values
    };
    Kind kind = Kind::Reset;
    int first = 0;
    int last = 0;
    int to = 0;

    bool operator==(const ChainEdit&) const = default;
};

ChainEdit reversed(const ChainEdit& edit);

class ChainCommand : public QUndoCommand
{
public:
    using Apply = std::function<void(const Chain&, const ChainEdit&)>;

    // `mergeKey` names the field that is being turned; empty never merges. `atMs` is when.
    struct Merge
    {
        QString key;
        std::int64_t atMs = 0;
    };
    static constexpr std::int64_t kMergeWindow = 600; // ms

    ChainCommand(const QString& text, Chain before, Chain after, ChainEdit edit, Merge merge,
                 Apply apply);

    void undo() override;
    void redo() override;
    int id() const override { return m_merge.key.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    Chain m_before;
    Chain m_after;
    ChainEdit m_edit;
    Merge m_merge;
    Apply m_apply;
};

} // namespace understudy
