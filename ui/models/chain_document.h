// The chain being edited: its value, its undo history, its file. Every edit is one command on the
// undo stack, whatever gesture made it. GUI thread only.
#pragma once

#include "core/base/problem.h"
#include "core/plan/chain.h"
#include "ui/models/chain_command.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <cstdint>
#include <functional>
#include <string_view>

namespace understudy {

class ChainDocument : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<std::int64_t()>; // milliseconds; decides which edits merge

    explicit ChainDocument(QObject* parent = nullptr);
    ChainDocument(Clock clock, QObject* parent);

    const Chain& chain() const { return m_chain; }
    QUndoStack& undoStack() { return m_undo; }
    int rowCount() const;

    // Editing. `before` is a row to stand before; rowCount() means the end.
    void moveRow(int row, int before);
    void setTries(int row, int tries);
    void setEnabled(int row, bool isEnabled);
    void insertModel(int before, const QString& provider, const QString& model);
    void duplicateRow(int row, int before);
    void removeRow(int row);

    // The file. Nothing changes when problems come back; when saving, the old file stays whole.
    Problems open(const QString& path);
    Problems load(std::string_view text, const QString& path); // an empty path: never saved
    Problems save(const QString& path);
    const QString& path() const { return m_path; }
    QString displayName() const;
    bool isModified() const { return !m_undo.isClean(); }

Q_SIGNALS:
    void edited(const understudy::ChainEdit& edit);
    void pathChanged();
    void modifiedChanged(bool isModified);

private:
    void push(const QString& text, Chain after, const ChainEdit& edit, const QString& mergeKey);
    void adopt(const Chain& chain, const ChainEdit& edit);
    QString titleAt(int row) const;

    Clock m_clock;
    Chain m_chain;
    QUndoStack m_undo;
    QString m_path;
};

} // namespace understudy
