"""Sectors of aid as the OECD's Creditor Reporting System numbers and names them, with those it has given up.

The list is kept at https://www.oecd.org/dac/stats/dacandcrscodelists.htm. Names are its own, with signs written as
words; 700 has beside it what AidData calls it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CRS_SECTORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "110": "Education",
        "111": "Education, level unspecified",
        "112": "Basic education",
        "113": "Secondary education",
        "114": "Post-secondary education",
        "120": "Health",
        "121": "Health, general",
        "122": "Basic health",
        "123": "Non-communicable diseases",
        "130": "Population policies, programmes and reproductive health",
        "140": "Water supply and sanitation",
        "150": "Government and civil society",
        "151": "Government and civil society, general",
        "152": "Conflict, peace and security",
        "160": "Other social infrastructure and services",
        "210": "Transport and storage",
        "220": "Communications",
        "230": "Energy",
        "231": "Energy policy",
        "232": "Energy generation, renewable sources",
        "233": "Energy generation, non-renewable sources",
        "234": "Hybrid energy plants",
        "235": "Nuclear energy plants",
        "236": "Energy distribution",
        "240": "Banking and financial services",
        "250": "Business and other services",
        "310": "Agriculture, forestry and fishing",
        "311": "Agriculture",
        "312": "Forestry",
        "313": "Fishing",
        "320": "Industry, mining and construction",
        "321": "Industry",
        "322": "Mineral resources and mining",
        "323": "Construction",
        "330": "Trade policies and tourism",
        "331": "Trade policies and regulations",
        "332": "Tourism",
        "410": "General environment protection",
        "420": "Women in development",
        "430": "Other multisector",
        "510": "General budget support",
        "520": "Developmental food aid and food security",
        "530": "Other commodity assistance",
        "600": "Action relating to debt",
        "700": "Humanitarian aid, emergency response",
        "720": "Emergency response",
        "730": "Reconstruction relief and rehabilitation",
        "740": "Disaster prevention and preparedness",
        "910": "Administrative costs of donors",
        "920": "Support to non-governmental organisations",
        "930": "Refugees in donor countries",
        "998": "Unallocated or unspecified",
    }
)
