using System.Security.Cryptography;
using Scheduling.Gateway.Sessions;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>The key that signs access tokens, made on the first start and readable by the owner only.</summary>
internal static class SigningKeyFile
{
    private const string Setting = "Auth:SigningKey";
    private const int Bytes = 48;

    /// <summary>Takes the key from the file that is configured, where one is.</summary>
    /// <exception cref="StartRefusedException">It cannot be read, or another key is configured too.</exception>
    public static void UseSigningKeyFile(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        configuration[Setting] = SecretFile.Choose(Setting, configuration[Setting], configuration[$"{Setting}File"]);
    }

    /// <summary>Takes the folder's key where none is configured.</summary>
    public static void UseSigningKeyOf(this WebApplicationBuilder builder, DataDirectory directory)
    {
        if (builder.Configuration[Setting] is not null)
        {
            return;
        }

        if (!File.Exists(directory.SigningKeyFile))
        {
            Make(directory);
        }

        builder.Configuration[Setting] = Read(directory.SigningKeyFile);
    }

    /// <summary>A process killed on the way leaves no half of a key behind.</summary>
    private static void Make(DataDirectory directory)
    {
        var draft = directory.SigningKeyFile + ".new";
        directory.MakeOwnersFile(draft);
        File.WriteAllText(draft, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n");
        File.Move(draft, directory.SigningKeyFile);
    }

    private static string Read(string path)
    {
        var key = File.ReadAllText(path).Trim();
        return SigningKey.TryParse(key, out _)
            ? key
            : throw new StartRefusedException(
                $"{path} holds no signing key. Restore it, or remove it to get a new one: then every session ends.");
    }
}
