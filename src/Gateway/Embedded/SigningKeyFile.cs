using System.Security.Cryptography;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>The key that signs access tokens, made on the first start and readable by the owner only.</summary>
internal static class SigningKeyFile
{
    private const int Bytes = 48;
    private const int FewestBytes = 32;

    /// <returns>The key in base64.</returns>
    /// <exception cref="StartRefusedException">What is kept there is no key.</exception>
    public static string ReadOrMake(DataDirectory directory)
    {
        var path = directory.SigningKeyFile;
        if (!File.Exists(path))
        {
            Make(directory);
        }

        var key = File.ReadAllText(path).Trim();
        var buffer = new byte[key.Length];
        return Convert.TryFromBase64String(key, buffer, out var length) && length >= FewestBytes
            ? key
            : throw new StartRefusedException(
                $"{path} holds no key of {FewestBytes} bytes in base64. Restore it; without it every session ends.");
    }

    /// <summary>A process killed on the way leaves no half of a key behind.</summary>
    private static void Make(DataDirectory directory)
    {
        var draft = directory.SigningKeyFile + ".new";
        directory.MakeOwnersFile(draft);
        File.WriteAllText(draft, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n");
        File.Move(draft, directory.SigningKeyFile);
    }
}
