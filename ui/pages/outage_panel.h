// The outage rows of the chain's providers and the one button that ends them all.
#pragma once

#include <QWidget>

#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace understudy {

class OutageBoard;
class OutageRow;

class OutagePanel : public QWidget
{
    Q_OBJECT

public:
    explicit OutagePanel(OutageBoard& board, QWidget* parent = nullptr);

private:
    void rebuild();
    void showValues();

    OutageBoard& m_board;
    QPushButton* m_halt;
    QVBoxLayout* m_list;
    std::vector<OutageRow*> m_rows; // children; replaced when the providers change
};

} // namespace understudy
