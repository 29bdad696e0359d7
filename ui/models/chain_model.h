// The chain as a flat list of cards, in chain order, with the fixed end card last: what the editor,
// screen readers and tests see. It holds a snapshot of the rows and asks the document for edits.
#pragma once

#include "core/plan/catalogue.h"
#include "core/record/run_story.h"
#include "ui/models/card_progress.h"
#include "ui/models/chain_document.h"
#include "ui/models/chain_edits.h"

#include <QAbstractListModel>
#include <QHash>
#include <QMetaType>
#include <QString>

#include <vector>

namespace understudy {

struct ChainCard
{
    QString id; // of the candidate
    QString provider;
    QString providerTitle;
    QString model;
    QString title;  // what people call the model
    QString detail; // "400k context, $1.25 / $10 per million tokens"
    int step = 0;   // from 1
    int tries = 1;
    bool isEnabled = true;
    bool isEnd = false; // the card that returns the error
    CardProgress progress;

    bool operator==(const ChainCard&) const = default;
};

class ChainModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int kCardRole = Qt::UserRole; // a ChainCard
    static constexpr const char* kRowMime = "application/vnd.understudy.row";
    static constexpr const char* kModelMime = "application/vnd.understudy.model"; // provider\nmodel

    ChainModel(ChainDocument& document, const Catalogue& catalogue, QObject* parent = nullptr);

    int cardCount() const { return static_cast<int>(m_cards.size()); } // without the end card
    const ChainCard& card(int row) const;                              // the end card included

    // Shows where each candidate stands. Matched by candidate id: edits since the run are fine.
    void showRun(const RunStory& story);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override;
    Qt::DropActions supportedDragActions() const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

private:
    void follow(const ChainEdit& edit);
    void insertCard(int row);
    void removeCard(int row);
    void moveCards(const ChainEdit& edit);
    void refreshValues();
    void replaceCard(int row, ChainCard card);
    ChainCard makeCard(RowPlace place) const;
    QString spokenText(int row) const;
    int dropRow(int row, const QModelIndex& parent) const;

    ChainDocument& m_document;
    const Catalogue& m_catalogue;
    std::vector<ChainCard> m_cards;
    ChainCard m_endCard;
    QHash<QString, CardProgress> m_progress; // of the last run shown, by candidate id
};

} // namespace understudy

Q_DECLARE_METATYPE(understudy::ChainCard)
