#include "tests/ui/shots.h"

#include <QCoreApplication>
#include <QDir>
#include <QWidget>

namespace understudy::test {

void keepPicture(QWidget& widget, const QString& fileName)
{
    const QString folder = qEnvironmentVariable("UNDERSTUDY_SHOTS");
    if (!folder.isEmpty()) {
        QCoreApplication::sendPostedEvents(); // layouts settle
        widget.grab().save(QDir(folder).filePath(fileName));
    }
}

} // namespace understudy::test
