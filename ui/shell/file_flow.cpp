#include "ui/shell/file_flow.h"

#include "ui/models/chain_document.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace understudy {

namespace {

constexpr QLatin1String kSuffix{"understudy"};

QFileDialog* makeDialog(QWidget& window, const QString& title, const QString& start)
{
    auto* dialog = new QFileDialog(&window, title, start);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(
        {FileFlow::tr("Understudy chains (*.understudy)"), FileFlow::tr("All files (*)")});
    dialog->setDefaultSuffix(kSuffix);
    return dialog;
}

} // namespace

FileFlow::FileFlow(ChainDocument& document, QWidget& window)
    : QObject(&window)
    , m_document(document)
    , m_window(window)
{}

void FileFlow::open()
{
    whenSafe([this] {
        const QString folder = QFileInfo(m_document.path()).absolutePath();
        QFileDialog* dialog = makeDialog(m_window, tr("Open Chain"),
                                         m_document.path().isEmpty() ? QString() : folder);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, &FileFlow::load);
        dialog->open();
    });
}

void FileFlow::openPath(const QString& path)
{
    whenSafe([this, path] { load(path); });
}

void FileFlow::load(const QString& path)
{
    const Problems problems = m_document.open(path);
    if (problems.empty()) {
        Q_EMIT fileUsed(path);
    } else {
        Q_EMIT failed(tr("%1 was not opened").arg(QFileInfo(path).fileName()), problems);
    }
}

void FileFlow::save(const Then& then)
{
    if (m_document.path().isEmpty()) {
        saveAs(then);
    } else {
        saveTo(m_document.path(), then);
    }
}

void FileFlow::saveAs(const Then& then)
{
    QString name = m_document.path();
    if (name.isEmpty()) {
        name = m_document.displayName() + QLatin1Char('.') + kSuffix;
    }
    QFileDialog* dialog = makeDialog(m_window, tr("Save Chain As"), name);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, then](const QString& path) { saveTo(path, then); });
    dialog->open();
}

void FileFlow::saveTo(const QString& path, const Then& then)
{
    const Problems problems = m_document.save(path);
    if (!problems.empty()) {
        Q_EMIT failed(tr("%1 was not saved").arg(QFileInfo(path).fileName()), problems);
        return;
    }
    Q_EMIT fileUsed(path);
    if (then) {
        then();
    }
}

void FileFlow::whenSafe(const Then& then)
{
    if (!m_document.isModified()) {
        then();
        return;
    }
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Unsaved Changes"),
                        tr("Save the changes to “%1”?").arg(m_document.displayName()),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    box->setObjectName(QStringLiteral("unsavedQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Without saving, they are lost."));
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::finished, this, [this, then](int answer) {
        if (answer == QMessageBox::Save) {
            save(then);
        } else if (answer == QMessageBox::Discard) {
            then();
        }
    });
    box->open();
}

} // namespace understudy
