using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Safeguard.EventStore.Sealing;

/// <summary>
/// The ring that protects the master keys: files in a folder outside the database, which all Hosts share. Data Protection
/// remembers a ring for a day; a master key is read so seldom that the files are read anew each time, and a key that
/// another Host has just added is found.
/// </summary>
/// <param name="folder">Made when it is not there.</param>
public sealed class KeyRing(string folder)
{
    // Keys are told apart by this name; another one would open nothing.
    private const string Application = "Safeguard";

    /// <summary>How long a ring's key protects new masters. What it protected before stays readable.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>The ring as it is now.</summary>
    /// <param name="purpose">What is protected; protected for another purpose it does not open.</param>
    public IDataProtector Protector(string purpose) => Read().GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);

    /// <summary>Adds a key, which protects from now on: whoever holds a copy of the ring from before cannot open what comes.</summary>
    /// <exception cref="KeyRingException">The folder cannot be written.</exception>
    public void Renew()
    {
        var now = TimeProvider.System.GetUtcNow(); // by which Data Protection chooses the newest
        try
        {
            Read().GetRequiredService<IKeyManager>().CreateNewKey(now, now + Lifetime);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException("The key ring's folder (Keys:Ring) cannot be written, so no new key protects what would be made. Nothing was changed.", unwritable);
        }
    }

    private ServiceProvider Read() => new ServiceCollection()
        .AddDataProtection().SetApplicationName(Application).PersistKeysToFileSystem(new DirectoryInfo(folder)).Services
        .BuildServiceProvider();
}
