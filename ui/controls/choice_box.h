// A combo box with our chevron in place of the style's arrow.
#pragma once

#include <QComboBox>

namespace understudy {

class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override; // a wheel scrolls the page, it chooses nothing
};

} // namespace understudy
