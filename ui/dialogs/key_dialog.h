// Keys of providers: add, replace, test, remove. Emits intents only; a secret lives in the password
// field until it is handed on or the dialog turns away from it.
#pragma once

#include "ui/dialogs/key_list_model.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace understudy {

class MarkLabel;

class KeyDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeyDialog(QWidget* parent = nullptr);

    void setEntries(std::vector<KeyEntry> entries);
    void setState(const QString& name, KeyState state, const QString& detail);
    void select(const QString& name);

Q_SIGNALS:
    void saveRequested(const QString& name, const QString& secret);
    void testRequested(const QString& name);
    void removeRequested(const QString& name);
    void shown();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildDetail(QVBoxLayout* column);
    void showCurrent();
    void save();
    QString currentName() const;

    KeyListModel m_model;
    QListView* m_list;
    QLabel* m_title;
    MarkLabel* m_mark;
    QLabel* m_state;
    QLabel* m_detail;
    QLineEdit* m_secret;
    QPushButton* m_save;
    QPushButton* m_test;
    QPushButton* m_remove;
};

} // namespace understudy
