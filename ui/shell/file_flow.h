// Opening and saving, with the one question that may be asked: what to do with unsaved changes.
// All dialogs are non-blocking; what was wanted goes on when they are answered.
#pragma once

#include "core/base/problem.h"

#include <QObject>
#include <QString>

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace understudy {

class ChainDocument;

class FileFlow : public QObject
{
    Q_OBJECT

public:
    using Then = std::function<void()>;

    FileFlow(ChainDocument& document, QWidget& window);

    void open(); // asks which
    void openPath(const QString& path);
    void save(const Then& then = {}); // asks where when there is no file yet
    void saveAs(const Then& then = {});
    // Goes on at once when nothing is unsaved, after saving or discarding otherwise.
    void whenSafe(const Then& then);

Q_SIGNALS:
    void fileUsed(const QString& path);
    void failed(const QString& headline, const understudy::Problems& problems);

private:
    void load(const QString& path);
    void saveTo(const QString& path, const Then& then);

    ChainDocument& m_document;
    QWidget& m_window;
};

} // namespace understudy
