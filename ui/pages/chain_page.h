// The left column: the chain as cards, and the outages of its providers. Turns gestures and menu
// actions into edits of the document.
#pragma once

#include "core/plan/chain.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace understudy {

class ChainDocument;
class ChainListView;
class ChainModel;
class OutageBoard;
struct ChainEdit;

class ChainPage : public QWidget
{
    Q_OBJECT

public:
    ChainPage(ChainDocument& document, ChainModel& model, OutageBoard& board,
              QWidget* parent = nullptr);

    ChainListView& list() { return *m_list; }

    // Edits of the current card; nothing happens without one.
    void moveUp();
    void moveDown();
    void stepTries(int change);
    void toggleEnabled();
    void duplicateCurrent();
    void removeCurrent();
    void insertModel(const QString& provider, const QString& model); // below the current card

Q_SIGNALS:
    void announced(const QString& text); // for the status line and screen readers
    void addRequested();

private:
    void buildHead(QVBoxLayout* column);
    void buildPlaceholder(QVBoxLayout* column);
    void stepTriesOf(int row, int change);
    void moveTo(int row, int before);
    void follow(const ChainEdit& edit);
    void showName();

    ChainDocument& m_document;
    ChainModel& m_model;
    ChainListView* m_list;
    QLabel* m_name;
    QWidget* m_placeholder;
};

} // namespace understudy
