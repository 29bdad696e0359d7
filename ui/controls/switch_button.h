// An on/off switch, painted. Its accessible name says what it switches.
#pragma once

#include <QAbstractButton>

namespace understudy {

class SwitchButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SwitchButton(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace understudy
