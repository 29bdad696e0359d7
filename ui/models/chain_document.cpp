#include "ui/models/chain_document.h"

#include "core/plan/chain_json.h"
#include "core/plan/validation.h"
#include "ui/models/chain_edits.h"
#include "ui/text/model_title.h"
#include "ui/text/strings.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace understudy {

namespace {

constexpr qint64 kMostBytes = qint64{16} * 1024 * 1024; // the contract's limit for any file

ChainDocument::Clock wallClock()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}

Problems fileProblem(const char* code, const QString& what)
{
    Problem problem;
    problem.code = code;
    problem.what = what.toStdString();
    return {problem};
}

} // namespace

ChainDocument::ChainDocument(QObject* parent)
    : ChainDocument(wallClock(), parent)
{}

ChainDocument::ChainDocument(Clock clock, QObject* parent)
    : QObject(parent)
    , m_clock(std::move(clock))
{
    connect(&m_undo, &QUndoStack::cleanChanged, this,
            [this](bool isClean) { Q_EMIT modifiedChanged(!isClean); });
}

int ChainDocument::rowCount() const { return sizeOf(rowsOf(m_chain)); }

void ChainDocument::moveRow(int row, int before)
{
    const RowRange rows = stepRows(m_chain, row);
    // Never into the middle of another step.
    const int target = before < rowCount() ? stepRows(m_chain, before).first : rowCount();
    if (target >= rows.first && target <= rows.last + 1) {
        return; // where it stands already
    }
    const bool goesDown = target > rows.last;
    const int place = goesDown ? target - (rows.last - rows.first) : target + 1;
    push(tr("Move %1 to %2").arg(titleAt(row)).arg(place), withStepMoved(m_chain, row, target),
         {ChainEdit::Kind::Move, rows.first, rows.last, target}, {});
}

void ChainDocument::setTries(int row, int tries)
{
    const auto wanted =
        static_cast<std::uint32_t>(std::clamp(tries, 1, static_cast<int>(kMostTries)));
    if (candidateAt(m_chain, row).tries == wanted) {
        return;
    }
    Chain after = m_chain;
    candidateAt(after, row).tries = wanted;
    const QString key = toQString(candidateAt(m_chain, row).id);
    push(tr("Tries of %1").arg(titleAt(row)), std::move(after),
         {ChainEdit::Kind::Change, row, row, row}, key);
}

void ChainDocument::setEnabled(int row, bool isEnabled)
{
    if (candidateAt(m_chain, row).enabled == isEnabled) {
        return;
    }
    Chain after = m_chain;
    candidateAt(after, row).enabled = isEnabled;
    const QString text = isEnabled ? tr("Enable %1") : tr("Disable %1");
    push(text.arg(titleAt(row)), std::move(after), {ChainEdit::Kind::Change, row, row, row}, {});
}

void ChainDocument::insertModel(int before, const QString& provider, const QString& model)
{
    const int row = before < rowCount() ? stepRows(m_chain, before).first : rowCount();
    const std::string id = model.toStdString();
    push(tr("Add %1").arg(modelTitle(id)),
         withModelInserted(m_chain, row, provider.toStdString(), id),
         {ChainEdit::Kind::Insert, row, row, row}, {});
}

void ChainDocument::duplicateRow(int row, int before)
{
    const int place = before < rowCount() ? stepRows(m_chain, before).first : rowCount();
    push(tr("Duplicate %1").arg(titleAt(row)), withCopy(m_chain, row, place),
         {ChainEdit::Kind::Insert, place, place, place}, {});
}

void ChainDocument::removeRow(int row)
{
    push(tr("Remove %1").arg(titleAt(row)), withRowRemoved(m_chain, row),
         {ChainEdit::Kind::Remove, row, row, row}, {});
}

Problems ChainDocument::open(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fileProblem("file.read", tr("cannot be opened: %1").arg(file.errorString()));
    }
    if (file.size() > kMostBytes) {
        return fileProblem("file.size", tr("is larger than 16 MB"));
    }
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError) {
        return fileProblem("file.read", tr("cannot be read: %1").arg(file.errorString()));
    }
    return load({bytes.constData(), static_cast<std::size_t>(bytes.size())}, path);
}

Problems ChainDocument::load(std::string_view text, const QString& path)
{
    Result<Chain, Problems> chain = chainFromJson(text);
    if (!chain) {
        return chain.error();
    }
    m_path = path;
    m_undo.clear();
    adopt(*chain, {});
    Q_EMIT pathChanged();
    return {};
}

Problems ChainDocument::save(const QString& path)
{
    if (Problems problems = validate(m_chain); !problems.empty()) {
        return problems; // a file that could not be opened again is no file
    }
    const std::string text = chainToJson(m_chain);
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.write(text.data(), static_cast<qint64>(text.size())) ==
                               static_cast<qint64>(text.size()) &&
                           file.commit();
    if (!isWritten) {
        return fileProblem("file.write", tr("cannot be written: %1").arg(file.errorString()));
    }
    m_path = path;
    m_undo.setClean();
    Q_EMIT pathChanged();
    return {};
}

QString ChainDocument::displayName() const
{
    if (!m_path.isEmpty()) {
        return QFileInfo(m_path).fileName();
    }
    return m_chain.name.empty() ? tr("Untitled chain") : toQString(m_chain.name);
}

void ChainDocument::push(const QString& text, Chain after, const ChainEdit& edit,
                         const QString& mergeKey)
{
    m_undo.push(std::make_unique<ChainCommand>(
                    text, m_chain, std::move(after), edit, ChainCommand::Merge{mergeKey, m_clock()},
                    [this](const Chain& chain, const ChainEdit& change) { adopt(chain, change); })
                    .release()); // the stack owns it
}

void ChainDocument::adopt(const Chain& chain, const ChainEdit& edit)
{
    m_chain = chain;
    Q_EMIT edited(edit);
}

QString ChainDocument::titleAt(int row) const
{
    return modelTitle(candidateAt(m_chain, row).model);
}

} // namespace understudy
