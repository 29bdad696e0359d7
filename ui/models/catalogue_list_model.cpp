#include "ui/models/catalogue_list_model.h"

#include "ui/models/chain_model.h"
#include "ui/text/format_cost.h"
#include "ui/text/model_title.h"
#include "ui/text/strings.h"

#include <QMimeData>

#include <algorithm>
#include <iterator>
#include <memory>

namespace understudy {

namespace {

QString detailOf(const CatalogueModel& model)
{
    QStringList parts{providerTitle(model.provider)};
    if (model.context) {
        parts += CatalogueListModel::tr("%1 context").arg(formatTokens(*model.context));
    }
    if (model.price) {
        parts += CatalogueListModel::tr("%1 per million tokens").arg(formatPrice(*model.price));
    }
    return parts.join(CatalogueListModel::tr(" · "));
}

} // namespace

CatalogueListModel::CatalogueListModel(const Catalogue& catalogue, QObject* parent)
    : QAbstractListModel(parent)
{
    std::copy_if(catalogue.models().begin(), catalogue.models().end(), std::back_inserter(m_models),
                 [](const CatalogueModel& model) { return model.model != "*"; });
}

int CatalogueListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : sizeOf(m_models);
}

QVariant CatalogueListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const CatalogueModel& model = m_models[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return modelTitle(model.model);
    case Qt::AccessibleTextRole: return tr("%1, %2").arg(modelTitle(model.model), detailOf(model));
    case kDetailRole: return detailOf(model);
    case kProviderRole: return toQString(model.provider);
    case kModelRole: return toQString(model.model);
    case kSearchRole:
        return QStringList{modelTitle(model.model), toQString(model.model),
                           toQString(model.provider), providerTitle(model.provider)}
            .join(QLatin1Char(' '));
    default: return {};
    }
}

Qt::ItemFlags CatalogueListModel::flags(const QModelIndex& index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled;
}

QStringList CatalogueListModel::mimeTypes() const
{
    return {QString::fromLatin1(ChainModel::kModelMime)};
}

QMimeData* CatalogueListModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty()) {
        return nullptr;
    }
    const QModelIndex index = indexes.first();
    const QString text = data(index, kProviderRole).toString() + QLatin1Char('\n') +
                         data(index, kModelRole).toString();
    auto result = std::make_unique<QMimeData>();
    result->setData(QString::fromLatin1(ChainModel::kModelMime), text.toUtf8());
    return result.release(); // the drag owns it
}

} // namespace understudy
