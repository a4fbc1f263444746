//! TLS from the first byte on, over a connection of our own: lettre would open one that waits 40 ms a mail (Nagle).

use lettre::transport::smtp::client::{AsyncTokioStream, Certificate, TlsParameters};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Whom to trust: the public authorities, and one's own.
#[derive(Clone)]
pub struct Trust {
    config: Arc<ClientConfig>,
    own: Vec<CertificateDer<'static>>,
}

impl Trust {
    /// With the certificates of `pem` beside the public ones.
    ///
    /// # Errors
    /// When they cannot be read; words for operators.
    pub fn with(pem: Option<&[u8]>) -> Result<Trust, String> {
        let own: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(pem.unwrap_or_default())
            .collect::<Result<_, _>>()
            .map_err(|error| format!("no certificates in PEM: {error}"))?;
        if pem.is_some() && own.is_empty() {
            return Err("holds no certificate in PEM".to_owned());
        }
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        for certificate in &own {
            roots
                .add(certificate.clone())
                .map_err(|error| format!("a certificate cannot be used: {error}"))?;
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Trust {
            config: Arc::new(config),
            own,
        })
    }

    /// The same for lettre's STARTTLS.
    ///
    /// # Errors
    /// When lettre cannot use them.
    pub fn parameters(&self, host: &str) -> Result<TlsParameters, lettre::transport::smtp::Error> {
        let mut parameters = TlsParameters::builder(host.to_owned());
        for certificate in &self.own {
            parameters = parameters.add_root_certificate(Certificate::from_der(certificate.to_vec())?);
        }
        parameters.build_rustls()
    }

    /// Shakes hands with a server of that name.
    ///
    /// # Errors
    /// When the server is not whom it should be, or the connection breaks.
    pub async fn secure(&self, host: &str, tcp: TcpStream) -> io::Result<Secured> {
        let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        let connector = TlsConnector::from(self.config.clone());
        Ok(Secured(connector.connect(name, tcp).await?))
    }
}

/// A connection within TLS.
#[derive(Debug)]
pub struct Secured(TlsStream<TcpStream>);

impl AsyncTokioStream for Secured {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Secured {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, to)
    }
}

impl AsyncWrite for Secured {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
