// Chooses a model from the catalogue. Stays open beside the window; rows can also be dragged out.
#pragma once

#include "core/plan/catalogue.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
QT_END_NAMESPACE

namespace understudy {

class ModelPicker : public QDialog
{
    Q_OBJECT

public:
    explicit ModelPicker(const Catalogue& catalogue, QWidget* parent = nullptr);

    void setFilter(const QString& words);

Q_SIGNALS:
    void modelChosen(const QString& provider, const QString& model);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildList(const Catalogue& catalogue);
    void applyFilter(const QString& words);
    void choose();

    QLineEdit* m_filter;
    QListView* m_list;
    QLabel* m_nothing;
    QPushButton* m_add;
    QSortFilterProxyModel* m_proxy;
};

} // namespace understudy
