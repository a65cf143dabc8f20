using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Scheduling.Silo.Hosting;

/// <summary>
/// The framework makes keys to protect cookies and keeps them in the user's home folder. There are no cookies here, and
/// a process writes nowhere but into its data directory.
/// </summary>
internal sealed class NoKeyRing : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [];

    public void StoreElement(XElement element, string friendlyName)
    {
        // Forgotten, as the class says.
    }

    public static void Use(KeyManagementOptions keys)
    {
        keys.XmlRepository = new NoKeyRing();
        keys.XmlEncryptor = new NullXmlEncryptor();
    }
}
