// The status line's text, spoken by screen readers when it changes.
#pragma once

#include <QLabel>

namespace understudy {

class Announcer : public QLabel
{
    Q_OBJECT

public:
    explicit Announcer(QWidget* parent = nullptr);

    void say(const QString& text);
};

} // namespace understudy
