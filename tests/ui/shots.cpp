#include "tests/ui/shots.h"

#include <QDir>
#include <QTest>
#include <QWidget>

namespace understudy::test {

void keepPicture(QWidget& widget, const QString& fileName)
{
    const QString folder = qEnvironmentVariable("UNDERSTUDY_SHOTS");
    if (!folder.isEmpty()) {
        QTest::qWait(50); // layouts settle
        widget.grab().save(QDir(folder).filePath(fileName));
    }
}

} // namespace understudy::test
