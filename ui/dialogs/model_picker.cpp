#include "ui/dialogs/model_picker.h"

#include "ui/controls/buttons.h"
#include "ui/controls/labels.h"
#include "ui/controls/two_line_delegate.h"
#include "ui/models/catalogue_list_model.h"
#include "ui/style/metrics.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace understudy {

namespace {

// Every word must occur, in any order.
QRegularExpression patternOf(const QString& words)
{
    QString pattern;
    for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        pattern += QStringLiteral("(?=.*%1)").arg(QRegularExpression::escape(word));
    }
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

} // namespace

ModelPicker::ModelPicker(const Catalogue& catalogue, QWidget* parent)
    : QDialog(parent)
    , m_filter(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(makeSoftLabel({}, this))
    , m_add(makeButton(tr("Add"), ButtonRole::Primary, this))
    , m_proxy(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("modelPicker"));
    setWindowTitle(tr("Add Model"));
    resize(460, 520);
    m_filter->setPlaceholderText(tr("Filter by model or provider"));
    m_filter->setAccessibleName(tr("Filter models"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    buildList(catalogue);

    QPushButton* close = makeButton(tr("Close"), ButtonRole::Normal, this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(
        makeSoftLabel(tr("Prices as of %1").arg(QString::fromStdString(catalogue.date())), this),
        1);
    buttons->addWidget(close);
    buttons->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid);
    column->addWidget(m_filter);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);

    connect(m_filter, &QLineEdit::textChanged, this, &ModelPicker::applyFilter);
    connect(m_list, &QListView::activated, this, &ModelPicker::choose);
    connect(m_add, &QPushButton::clicked, this, &ModelPicker::choose);
    connect(close, &QPushButton::clicked, this, &ModelPicker::hide);
    applyFilter({});
}

void ModelPicker::buildList(const Catalogue& catalogue)
{
    m_proxy->setSourceModel(new CatalogueListModel(catalogue, this));
    m_proxy->setFilterRole(CatalogueListModel::kSearchRole);
    m_list->setModel(m_proxy);
    m_list->setItemDelegate(new TwoLineDelegate(CatalogueListModel::kDetailRole,
                                                CatalogueListModel::kProviderRole, m_list));
    m_list->setAccessibleName(tr("Models"));
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void ModelPicker::setFilter(const QString& words) { m_filter->setText(words); }

void ModelPicker::applyFilter(const QString& words)
{
    m_proxy->setFilterRegularExpression(patternOf(words));
    const bool hasAny = m_proxy->rowCount() > 0;
    m_list->setCurrentIndex(m_proxy->index(0, 0));
    m_nothing->setText(tr("No model matches \u201C%1\u201D.").arg(words));
    m_nothing->setVisible(!hasAny);
    m_add->setEnabled(hasAny);
}

void ModelPicker::choose()
{
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid()) {
        Q_EMIT modelChosen(index.data(CatalogueListModel::kProviderRole).toString(),
                           index.data(CatalogueListModel::kModelRole).toString());
    }
}

// The filter keeps the focus; arrows and Enter act on the list all the same.
bool ModelPicker::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_filter || event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Up: m_list->setCurrentIndex(m_proxy->index(std::max(row - 1, 0), 0)); return true;
    case Qt::Key_Down:
        m_list->setCurrentIndex(m_proxy->index(std::min(row + 1, m_proxy->rowCount() - 1), 0));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(); return true;
    default: return false;
    }
}

void ModelPicker::showEvent(QShowEvent* event)
{
    m_filter->setFocus(Qt::PopupFocusReason);
    m_filter->selectAll();
    QDialog::showEvent(event);
}

} // namespace understudy
