"""News agencies whose text other outlets print, with the names under which they are credited."""

_NAMES: dict[str, str] = {
    "afp": "AFP; Agence France-Presse; Agence France Presse",
    "anadolu": "Anadolu Agency; Anadolu; AA",
    "ap": "AP; Associated Press; The Associated Press",
    "dpa": "DPA; Deutsche Presse-Agentur",
    "efe": "EFE; Agencia EFE",
    "interfax": "Interfax",
    "irna": "IRNA; Islamic Republic News Agency",
    "reuters": "Reuters; Thomson Reuters; Thomson Reuters Foundation",
    "ria": "RIA; RIA Novosti",
    "sana": "SANA; Syrian Arab News Agency",
    "tass": "TASS; ITAR-TASS; Itar-Tass",
    "upi": "UPI; United Press International",
    "xinhua": "Xinhua; Xinhua News Agency",
}

AGENCIES: dict[str, str] = {name: key for key, names in _NAMES.items() for name in names.split("; ")}
TITLES: dict[str, str] = {key: names.partition("; ")[0] for key, names in _NAMES.items()}  # how each is shown
