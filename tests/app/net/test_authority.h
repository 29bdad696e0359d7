// Certificates made for the moment by the program openssl: an authority that a test may trust, and
// servers' certificates with whatever is wrong with them. Keys that lie in a repository are found
// by scanners, and certificates there expire.
#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace understudy {

struct ServerCertificate
{
    QString names = QStringLiteral("DNS:localhost,IP:127.0.0.1,DNS:provider.example");
    int fromDay = -1; // from today; OpenSSL counts whole days here
    int untilDay = 2;
    bool isSelfSigned = false;
    bool hasHiddenIssuer = false; // an intermediate authority that the server does not send
};

class TestAuthority
{
public:
    TestAuthority();

    // False with a failed expectation when openssl could not make the authority.
    bool isReady() const { return m_isReady; }
    QList<QSslCertificate> certificates() const; // what a client must trust

    // What a server needs that is to show such a certificate.
    QSslConfiguration serverTls(const ServerCertificate& wanted = {});

    // The newest server's certificate and key, for programs that read files.
    QString serverFile(const QString& ending) const
    {
        return path(QStringLiteral("server%1.").arg(m_count) + ending);
    }

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    bool run(const QStringList& arguments) const;
    bool makeRequest(const QString& name, const QString& subject) const;
    bool makeSelfSigned(const QString& name, const QString& subject,
                        const QStringList& extensions) const;
    bool sign(const QString& name, const QString& issuer, const QString& extensions, int fromDay,
              int untilDay) const;
    bool writeFile(const QString& name, const QByteArray& text) const;

    QTemporaryDir m_folder;
    bool m_isReady = false;
    int m_count = 0;
};

} // namespace understudy
