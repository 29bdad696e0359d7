// Ctrl+C as a Qt signal. One object at a time; the former handling returns when it is destroyed.
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace understudy::cli {

class Interrupt final : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject* parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void interrupted();

private:
    void readPipe();

    QSocketNotifier* m_notifier = nullptr;
};

} // namespace understudy::cli
