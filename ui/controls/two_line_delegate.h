// List rows of a title and a soft second line, with the provider's tile in front.
#pragma once

#include <QStyledItemDelegate>

namespace understudy {

class TwoLineDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // The roles that hold the second line and the provider's name.
    TwoLineDelegate(int detailRole, int providerRole, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_detailRole;
    int m_providerRole;
};

} // namespace understudy
