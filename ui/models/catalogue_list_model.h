// The known models as a list to choose from. Rows can be dragged into a chain.
#pragma once

#include "core/plan/catalogue.h"

#include <QAbstractListModel>

#include <vector>

namespace understudy {

class CatalogueListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int kProviderRole = Qt::UserRole;
    static constexpr int kModelRole = Qt::UserRole + 1;
    static constexpr int kSearchRole = Qt::UserRole + 2; // everything that a filter looks at
    static constexpr int kDetailRole = Qt::UserRole + 3;

    // Wildcard entries ("ollama", "*") name no model and are left out.
    explicit CatalogueListModel(const Catalogue& catalogue, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    std::vector<CatalogueModel> m_models;
};

} // namespace understudy
