#include "tests/app/net/test_authority.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslKey>
#include <QSslSocket>

#include <gtest/gtest.h>

namespace understudy {

namespace {

constexpr int kPatienceOfPrograms = 20'000; // ms

// The oldest interface that can set both ends of a certificate's life.
constexpr const char* kConfiguration = "[ca]\n"
                                       "default_ca=test\n"
                                       "[test]\n"
                                       "database=index.txt\n"
                                       "new_certs_dir=.\n"
                                       "rand_serial=yes\n"
                                       "unique_subject=no\n"
                                       "default_md=sha256\n"
                                       "policy=any\n"
                                       "[any]\n"
                                       "commonName=supplied\n";

QStringList words(const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); }

QString moment(int day)
{
    return QDateTime::currentDateTimeUtc().addDays(day).toString(QStringLiteral("yyMMddHHmmss'Z'"));
}

const QStringList kNewKey = words("-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes");

} // namespace

TestAuthority::TestAuthority()
{
    m_isReady = QSslSocket::supportsSsl() && writeFile(QStringLiteral("ca.cnf"), kConfiguration) &&
                writeFile(QStringLiteral("index.txt"), {}) &&
                makeSelfSigned(QStringLiteral("ca"), QStringLiteral("/CN=Test Authority"),
                               words("-addext keyUsage=critical,keyCertSign,cRLSign"));
    EXPECT_TRUE(m_isReady) << "a TLS backend of Qt and the program openssl must be there";
}

QList<QSslCertificate> TestAuthority::certificates() const
{
    return QSslCertificate::fromPath(path(QStringLiteral("ca.pem")));
}

QSslConfiguration TestAuthority::serverTls(const ServerCertificate& wanted)
{
    const QString name = QStringLiteral("server%1").arg(++m_count);
    const QString subject = QStringLiteral("/CN=Test Server");
    const QString names = QStringLiteral("subjectAltName=") + wanted.names;
    QString issuer = QStringLiteral("ca");
    bool isMade = true;
    if (wanted.hasHiddenIssuer) {
        issuer = name + QStringLiteral("-issuer");
        isMade = makeRequest(issuer, QStringLiteral("/CN=Test Intermediate")) &&
                 sign(issuer, QStringLiteral("ca"),
                      QStringLiteral("basicConstraints=critical,CA:TRUE\n"
                                     "keyUsage=critical,keyCertSign\n"),
                      -1, 2);
    }
    if (wanted.isSelfSigned) {
        isMade = makeSelfSigned(name, subject, {QStringLiteral("-addext"), names});
    } else {
        isMade = isMade && makeRequest(name, subject) &&
                 sign(name, issuer, names + QStringLiteral("\nextendedKeyUsage=serverAuth\n"),
                      wanted.fromDay, wanted.untilDay);
    }
    EXPECT_TRUE(isMade) << "openssl did not make the certificate";
    QFile key(path(name + QStringLiteral(".key")));
    EXPECT_TRUE(key.open(QIODevice::ReadOnly));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setLocalCertificateChain(QSslCertificate::fromPath(path(name + QStringLiteral(".pem"))));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    return tls;
}

bool TestAuthority::run(const QStringList& arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral("openssl"), arguments);
    const bool isDone = process.waitForFinished(kPatienceOfPrograms) && process.exitCode() == 0;
    EXPECT_TRUE(isDone) << process.readAllStandardError().toStdString();
    return isDone;
}

bool TestAuthority::makeRequest(const QString& name, const QString& subject) const
{
    return run(QStringList{QStringLiteral("req")} + kNewKey +
               QStringList{QStringLiteral("-subj"), subject, QStringLiteral("-keyout"),
                           name + QStringLiteral(".key"), QStringLiteral("-out"),
                           name + QStringLiteral(".csr")});
}

bool TestAuthority::makeSelfSigned(const QString& name, const QString& subject,
                                   const QStringList& extensions) const
{
    return run(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-days"),
                           QStringLiteral("2")} +
               kNewKey + extensions +
               QStringList{QStringLiteral("-subj"), subject, QStringLiteral("-keyout"),
                           name + QStringLiteral(".key"), QStringLiteral("-out"),
                           name + QStringLiteral(".pem")});
}

bool TestAuthority::sign(const QString& name, const QString& issuer, const QString& extensions,
                         int fromDay, int untilDay) const
{
    const QString file = name + QStringLiteral(".ext");
    return writeFile(file, extensions.toLatin1()) &&
           run(words("ca -batch -notext -config ca.cnf") +
               QStringList{
                   QStringLiteral("-cert"), issuer + QStringLiteral(".pem"),
                   QStringLiteral("-keyfile"), issuer + QStringLiteral(".key"),
                   QStringLiteral("-in"), name + QStringLiteral(".csr"), QStringLiteral("-out"),
                   name + QStringLiteral(".pem"), QStringLiteral("-startdate"), moment(fromDay),
                   QStringLiteral("-enddate"), moment(untilDay), QStringLiteral("-extfile"), file});
}

bool TestAuthority::writeFile(const QString& name, const QByteArray& text) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace understudy
