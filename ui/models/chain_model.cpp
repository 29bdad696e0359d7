#include "ui/models/chain_model.h"

#include "core/base/check.h"
#include "ui/text/format_cost.h"
#include "ui/text/model_title.h"
#include "ui/text/strings.h"

#include <QMimeData>

#include <algorithm>
#include <memory>
#include <utility>

namespace understudy {

ChainModel::ChainModel(ChainDocument& document, const Catalogue& catalogue, QObject* parent)
    : QAbstractListModel(parent)
    , m_document(document)
    , m_catalogue(catalogue)
{
    m_endCard.isEnd = true;
    m_endCard.title = tr("Return the error");
    follow({});
    connect(&document, &ChainDocument::edited, this, &ChainModel::follow);
}

const ChainCard& ChainModel::card(int row) const
{
    return row < cardCount() ? m_cards[static_cast<std::size_t>(row)] : m_endCard;
}

int ChainModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : cardCount() + 1;
}

QVariant ChainModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole: return card(index.row()).title;
    case Qt::ToolTipRole: return card(index.row()).detail;
    case Qt::AccessibleTextRole: return spokenText(index.row());
    case kCardRole: return QVariant::fromValue(card(index.row()));
    default: return {};
    }
}

Qt::ItemFlags ChainModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return Qt::ItemIsDropEnabled;
    }
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return card(index.row()).isEnd ? flags : flags | Qt::ItemIsDragEnabled;
}

Qt::DropActions ChainModel::supportedDropActions() const { return Qt::MoveAction | Qt::CopyAction; }

Qt::DropActions ChainModel::supportedDragActions() const { return Qt::MoveAction | Qt::CopyAction; }

QStringList ChainModel::mimeTypes() const
{
    return {QString::fromLatin1(kRowMime), QString::fromLatin1(kModelMime)};
}

QMimeData* ChainModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty() || card(indexes.first().row()).isEnd) {
        return nullptr;
    }
    auto data = std::make_unique<QMimeData>();
    data->setData(QString::fromLatin1(kRowMime), QByteArray::number(indexes.first().row()));
    return data.release(); // the drag owns it
}

bool ChainModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int,
                              const QModelIndex& parent)
{
    const int before = dropRow(row, parent);
    if (data->hasFormat(QString::fromLatin1(kModelMime))) {
        const QString text = QString::fromUtf8(data->data(QString::fromLatin1(kModelMime)));
        const QString model = text.section(QLatin1Char('\n'), 1);
        if (model.isEmpty()) {
            return false;
        }
        m_document.insertModel(before, text.section(QLatin1Char('\n'), 0, 0), model);
        return true;
    }
    bool isNumber = false;
    const int source = data->data(QString::fromLatin1(kRowMime)).toInt(&isNumber);
    if (!isNumber || source < 0 || source >= cardCount()) {
        return false;
    }
    if (action == Qt::CopyAction) {
        m_document.duplicateRow(source, before);
    } else {
        m_document.moveRow(source, before);
    }
    return true;
}

int ChainModel::dropRow(int row, const QModelIndex& parent) const
{
    const int wanted = row >= 0 ? row : parent.isValid() ? parent.row() : cardCount();
    return std::min(wanted, cardCount()); // nothing stands after the end card
}

void ChainModel::showRun(const RunStory& story)
{
    m_progress.clear();
    for (std::size_t i = 0; i < story.labels().size(); ++i) {
        m_progress.insert(toQString(story.labels()[i].candidate),
                          progressOf(story, static_cast<std::uint16_t>(i)));
    }
    for (int row = 0; row < cardCount(); ++row) {
        ChainCard card = this->card(row);
        card.progress = m_progress.value(card.id);
        replaceCard(row, std::move(card));
    }
    const bool isReturned = story.outcome() == RunOutcome::Failed;
    const CardProgress end = isReturned ? CardProgress{CardStage::Failed, Mark::Cross,
                                                       tr("returned"), tr("the error was returned")}
                                        : CardProgress{};
    if (end != m_endCard.progress) {
        m_endCard.progress = end;
        Q_EMIT dataChanged(index(cardCount()), index(cardCount()));
    }
}

void ChainModel::follow(const ChainEdit& edit)
{
    switch (edit.kind) {
    case ChainEdit::Kind::Reset:
        beginResetModel();
        m_cards.clear();
        m_progress.clear();
        for (const RowPlace place : rowsOf(m_document.chain())) {
            m_cards.push_back(makeCard(place));
        }
        m_endCard.progress = {};
        endResetModel();
        break;
    case ChainEdit::Kind::Insert: insertCard(edit.first); break;
    case ChainEdit::Kind::Remove: removeCard(edit.first); break;
    case ChainEdit::Kind::Move: moveCards(edit); break;
    case ChainEdit::Kind::Change: break;
    }
    refreshValues();
}

void ChainModel::insertCard(int row)
{
    beginInsertRows({}, row, row);
    m_cards.emplace(m_cards.begin() + row); // refreshValues() fills it
    endInsertRows();
}

void ChainModel::removeCard(int row)
{
    beginRemoveRows({}, row, row);
    m_cards.erase(m_cards.begin() + row);
    endRemoveRows();
}

void ChainModel::moveCards(const ChainEdit& edit)
{
    const bool isLegal = beginMoveRows({}, edit.first, edit.last, {}, edit.to);
    US_CHECK(isLegal);
    const auto at = [&](int row) { return m_cards.begin() + row; };
    if (edit.to > edit.last) {
        std::rotate(at(edit.first), at(edit.last + 1), at(edit.to));
    } else {
        std::rotate(at(edit.to), at(edit.first), at(edit.last + 1));
    }
    endMoveRows();
}

void ChainModel::refreshValues()
{
    const std::vector<RowPlace> places = rowsOf(m_document.chain());
    US_CHECK(places.size() == m_cards.size());
    for (int row = 0; row < cardCount(); ++row) {
        replaceCard(row, makeCard(places[static_cast<std::size_t>(row)]));
    }
}

void ChainModel::replaceCard(int row, ChainCard card)
{
    if (card != this->card(row)) {
        m_cards[static_cast<std::size_t>(row)] = std::move(card);
        Q_EMIT dataChanged(index(row), index(row));
    }
}

ChainCard ChainModel::makeCard(RowPlace place) const
{
    const Candidate& candidate = m_document.chain().steps[place.step].candidates[place.candidate];
    ChainCard card;
    card.id = toQString(candidate.id);
    card.provider = toQString(candidate.provider);
    card.providerTitle = providerTitle(candidate.provider);
    card.model = toQString(candidate.model);
    card.title = modelTitle(candidate.model);
    card.step = static_cast<int>(place.step) + 1;
    card.tries = static_cast<int>(candidate.tries);
    card.isEnabled = candidate.enabled;
    card.progress = m_progress.value(card.id);
    const CatalogueModel* known = m_catalogue.find(candidate.provider, candidate.model);
    if (known != nullptr && known->context && known->price) {
        card.detail = tr("%1 context · %2 per M")
                          .arg(formatTokens(*known->context), formatPrice(*known->price));
    }
    return card;
}

QString ChainModel::spokenText(int row) const
{
    const ChainCard& card = this->card(row);
    if (card.isEnd) {
        return card.progress.spoken.isEmpty()
                   ? tr("End of the chain: return the error.")
                   : tr("End of the chain: return the error. Last run: %1.")
                         .arg(card.progress.spoken);
    }
    const int steps = sizeOf(m_document.chain().steps);
    const QString tries = card.tries == 1 ? tr("1 try") : tr("%n tries", "", card.tries);
    const QString state = card.isEnabled ? tr("enabled") : tr("disabled");
    const QString what = tr("Step %1 of %2, %3 by %4, %5, %6.")
                             .arg(card.step)
                             .arg(steps)
                             .arg(card.title, card.providerTitle, tries, state);
    return card.progress.spoken.isEmpty() ? what
                                          : tr("%1 Last run: %2.").arg(what, card.progress.spoken);
}

} // namespace understudy
