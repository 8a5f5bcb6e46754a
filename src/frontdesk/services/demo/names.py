"""Word lists of names from many places, and how two of them make a person."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_ENGLISH = (
    """Abigail Alice Amelia Anna Ava Beth Caroline Charlotte Chloe Claire Diana Eleanor Ella Emily Emma Eva Evelyn
    Grace Hannah Harper Hazel Heather Helen Isabel Jane Jessica Julia Karen Kate Laura Lily Lucy Mary Megan Mia Nancy
    Nora Olivia Pamela Phoebe Rachel Rose Ruth Sarah Sophie Stella Susan Violet Zoe""",
    """Adam Alan Alexander Andrew Ben Brian Caleb Charles Christopher Connor Daniel David Dylan Edward Ethan Evan Frank
    Gabriel George Graham Henry Hugh Ian Jack Jacob James John Jonathan Joseph Kevin Liam Logan Lucas Luke Mark Mason
    Matthew Michael Nathan Noah Oliver Oscar Owen Patrick Paul Peter Robert Ryan Sam Simon Thomas Tom Walter William""",
    """Adams Allen Anderson Bailey Baker Bell Bennett Brooks Brown Butler Byrne Campbell Carter Clark Collins Cook
    Cox Davies Davis Doyle Edwards Ellis Evans Fisher Foster Gallagher Gibson Graham Gray Green Griffin Hall Hamilton
    Harris Harrison Hayes Henderson Hill Hughes Hunt Jackson James Jenkins Johnson Jones Kelly Kennedy King Lawson Lee
    Lewis Long Marshall Martin Mason McCarthy Miller Mills Mitchell Moore Morgan Morris Murphy Murray Myers Nelson
    O'Brien O'Connor Palmer Parker Patterson Perry Phillips Porter Powell Price Quinn Reed Reynolds Richardson Roberts
    Robinson Rogers Ross Russell Ryan Sanders Scott Shaw Simpson Smith Stevens Stewart Sullivan Taylor Thompson Turner
    Walker Wallace Ward Watson Webb White Williams Wilson Wood Wright Young""",
)
_SPANISH = (
    """Alba Alejandra Ana Andrea Beatriz Camila Carmen Carolina Claudia Daniela Elena Esperanza Gabriela Guadalupe Inés
    Isabel Jimena Julia Laura Lorena Lucía Luz María Mariana Marisol Marta Mónica Natalia Paula Pilar Raquel Regina
    Rocío Rosa Sara Silvia Sofía Teresa Valeria Ximena Yolanda""",
    """Adrián Alberto Alejandro Álvaro Andrés Antonio Carlos César Diego Eduardo Emilio Enrique Ernesto Felipe Fernando
    Francisco Gonzalo Guillermo Gustavo Héctor Hugo Ignacio Iván Javier Joaquín Jorge José Juan Julián Luis Manuel
    Marcos Mario Martín Mateo Miguel Omar Pablo Pedro Rafael Ramón Raúl Ricardo Roberto Rubén Santiago Sergio Tomás""",
    """Aguilar Alonso Álvarez Blanco Cabrera Calderón Campos Cano Carrillo Castillo Castro Contreras Cortés Cruz Delgado
    Díaz Domínguez Durán Espinoza Estrada Fernández Flores Fuentes Gallego García Garrido Gil Gómez González Guerrero
    Gutiérrez Guzmán Hernández Herrera Ibáñez Iglesias Jiménez León López Lozano Marín Márquez Martínez Medina Méndez
    Mendoza Molina Mora Morales Moreno Muñoz Navarro Nieto Núñez Ortega Ortiz Peña Pérez Prieto Ramírez Ramos Reyes
    Ríos Rivera Rodríguez Rojas Romero Rubio Ruiz Salazar Sánchez Santana Santos Serrano Silva Soto Suárez Torres
    Valdez Vargas Vásquez Vega Velasco Vidal""",
)
_FRENCH_ITALIAN = (
    """Adèle Alessia Anaïs Aurélie Beatrice Bianca Camille Caterina Cécile Chiara Clémence Élise Élodie Federica
    Francesca Gaëlle Ginevra Giulia Hélène Inès Irène Jeanne Léa Léonie Lucia Manon Margaux Martina Mathilde Noémie
    Océane Paola Silvia Simone Solène Valentina Véronique""",
    """Alessandro Andrea Antoine Arnaud Bastien Benoît Bruno Cédric Davide Domenico Édouard Étienne Fabrice Fabio
    Federico Filippo François Gaspard Giacomo Giovanni Guillaume Hugo Jérôme Julien Laurent Leonardo Lorenzo Louis Luca
    Marco Matteo Mathieu Nicolas Olivier Paolo Pascal Quentin Rémi Stefano Théo Vincenzo Yves""",
    """Barbieri Bernard Bertrand Bianchi Blanc Bonnet Boucher Bruno Caruso Chevalier Colombo Conti Costa David
    DeLuca Dubois Dupont Durand Esposito Fabre Faure Ferrara Ferrari Fontaine Fournier Gallo Garnier Gauthier Gentile
    Girard Giordano Greco Guérin Lambert Laurent Lefebvre Legrand Lemaire Leone Leroy Lombardi Longo Mancini Marchand
    Mariani Marino Martel Martinelli Mercier Michel Moreau Moretti Morin Noël Perrin Petit Ricci Rinaldi Rizzo Robert
    Romano Rossi Rousseau Roux Russo Santoro Serra Simon Thibault Villa Vincent Vitale""",
)
_GERMAN_NORDIC = (
    """Anja Annika Astrid Birgit Britta Carina Elin Elke Elsa Freja Frida Greta Hanna Heidi Helga Ida Ingrid Johanna
    Karin Katrin Klara Lena Linnea Lotta Maja Marlene Mette Mia Monika Nina Petra Sabine Saga Sigrid Silke Solveig Svea
    Tilda Ulrike Wilma""",
    """Anders Axel Björn Dieter Emil Erik Felix Florian Fredrik Friedrich Gustav Hannes Hans Henrik Holger Jan Jens
    Jonas Jörg Jürgen Karl Klaus Lars Leif Lukas Magnus Markus Mikkel Moritz Niklas Nils Oskar Ove Rasmus Rolf Rune
    Stefan Sven Torben Uwe Viktor Wolfgang""",
    """Andersen Andersson Bauer Becker Berg Berger Björk Brandt Braun Christensen Dahl Ekström Engel Eriksson Fischer
    Frank Friedrich Fuchs Graf Groß Gustafsson Haas Hahn Hansen Hartmann Hedlund Heinrich Hoffmann Holm Horn Huber
    Jansen Jensen Johansen Johansson Kaiser Karlsson Keller Klein Koch Köhler Krause Krüger Larsen Lindberg Lindqvist
    Lorenz Lund Maier Meyer Möller Müller Neumann Nielsen Nilsson Nordström Olsen Olsson Pedersen Persson Peters
    Petersen Richter Roth Sandberg Schmidt Schneider Scholz Schröder Schubert Schulz Schwarz Sjöberg Sørensen Stein
    Svensson Vogel Wagner Weber Weiss Winkler Wolf Zimmermann""",
)
_SLAVIC = (
    """Agnieszka Aleksandra Alena Alicja Anastasia Barbora Danuta Daria Ekaterina Eliška Ewa Galina Hana Irena Ivana
    Jana Jelena Joanna Kamila Katarzyna Klára Ksenia Lenka Ludmila Magdalena Małgorzata Marija Markéta Milena Nadia
    Natalia Oksana Olga Petra Polina Svetlana Tatiana Tereza Vera Veronika Zuzana""",
    """Adam Aleksander Aleš Andrej Bartosz Bogdan Boris Damian Dmitri Filip Goran Grzegorz Igor Ivan Jakub Jan Jiří
    Kamil Karel Krzysztof Łukasz Maksim Marek Michał Mikhail Milan Miroslav Nikola Oleg Paweł Pavel Petr Piotr
    Radek Roman Sergei Stanislav Tomasz Tomáš Václav Viktor Vladimir Vojtěch Wojciech Zoran""",
    """Babić Baran Benešová Černý Čermák Dąbrowski Dvořák Dudek Fiala Hájek Horák Horvat Ivanov Jankowski Jovanović
    Kamiński Kaczmarek Klimek Kolář Kopecký Kovač Kowalski Koval Kozłowski Král Krawczyk Kučera Kuznetsov Lewandowski
    Lis Malý Marek Marković Mazur Melnyk Michalski Morozov Nikolić Novák Novotný Nowak Orlov Pavlov Petrov Petrović
    Pokorný Popov Popović Pospíšil Procházka Romanov Růžička Sedlák Shevchenko Smirnov Sokolov Stojanović Svoboda Šimek
    Szymański Urban Veselý Volkov Vukić Wiśniewski Wójcik Wróbel Zając Zelenka Zieliński""",
)
_SOUTH_ASIAN = (
    """Aarti Aditi Aisha Amrita Ananya Anjali Asha Deepa Divya Farah Fatima Gauri Geeta Indira Isha Jaya Kavita Kiran
    Lakshmi Leela Maya Meera Nadia Neha Nisha Padma Pooja Priya Radhika Rani Rekha Ritu Sana Shalini Shreya Sunita
    Swati Tara Uma Usha Vidya Zara""",
    """Aarav Abdul Aditya Ahmed Ajay Akash Amit Anand Anil Arjun Arun Ashok Bilal Deepak Dev Faisal Farhan Ganesh Gopal
    Hari Imran Irfan Kabir Karan Kunal Mahesh Manish Mohan Naveen Nikhil Omar Prakash Rahul Raj Rajesh Ravi Rohan Sanjay
    Shiv Suresh Tariq Vijay Vikram Vivek Yash""",
    """Acharya Agarwal Ahmed Akhtar Ali Anand Bajwa Banerjee Basu Bhatt Bhattacharya Bose Chaudhry Chopra Das Desai
    Deshmukh Dhillon Dutta Fernando Gandhi Ghosh Gill Gupta Hossain Hussain Iqbal Iyer Jain Jha Joshi Kapoor Kaur Khan
    Khanna Krishnan Kulkarni Kumar Mahmood Malhotra Malik Mehta Menon Mishra Mukherjee Nair Naidu Narayan Pandey Patel
    Perera Pillai Prasad Rahman Raman Rao Rashid Reddy Roy Saxena Sen Shah Sharma Sheikh Siddiqui Singh Sinha Srinivasan
    Thakur Varma Verma Yadav""",
)
_EAST_ASIAN = (
    """Aiko Akemi An Bich Chun Eun Fang Haruka Hana Hong Hui Huong Jia Jin Jing Ji-woo Kaori Keiko Lan Lien Li Linh Mai
    Mei Mi-na Min Naomi Ngoc Sakura Seo-yeon Shu Soo-jin Thao Thi Ting Xia Xiu Yan Yoko Yuki Yun Yuna""",
    """Akira An Bao Bo Chao Chen Dae Duc Feng Haru Hao Hiroshi Huy Jian Jin Jun Kenji Kang Khanh Lei Liang Long Min-jun
    Ming Minh Nam Phuc Quang Quan Riku Ryo Satoshi Seung Sho Sota Takumi Tao Tuan Wei Xiang Yang Yong Zhen""",
    """Bai Bui Cao Chan Chang Chen Cheng Cho Choi Chu Dang Dinh Do Dong Duong Endo Feng Fujita Gao Goto Guo Han Hasegawa
    Hayashi He Ho Hong Hoang Hu Huang Huynh Inoue Ishikawa Ito Jang Jeong Jiang Jung Kang Kato Kim Kimura Kobayashi Kwon
    Lai Lam Le Li Liang Lim Lin Liu Lu Luo Ma Mai Matsumoto Mori Nakamura Ng Ngo Nguyen Oh Ono Pan Park Peng Pham Phan
    Saito Sato Shen Shimizu Song Su Sun Suzuki Takahashi Tan Tanaka Tang Tran Truong Tsai Vo Vu Wang Watanabe Wei Wong
    Wu Xie Xu Yamada Yamamoto Yan Yang Ye Yi Yoon Yoshida Yu Yuan Zhang Zhao Zheng Zhou Zhu""",
)
_ARABIC_PERSIAN_TURKISH = (
    """Aaliyah Amal Amina Aylin Azadeh Ayşe Dalia Defne Dina Elif Emine Esra Farida Fatma Hala Hanan Hiba Huda Iman
    Jamila Khadija Lale Layla Leila Lina Mariam Maryam Mona Nadia Nasrin Nour Parisa Rana Rania Reem Salma Samira Selin
    Shirin Yasmin Zahra Zainab Zeynep""",
    """Abdullah Adel Ahmad Ali Amir Arash Aziz Bassam Behrouz Bilal Can Cem Cyrus Dariush Emre Fadi Farid Hadi Hamza
    Hasan Hassan Hussein Ibrahim Idris Ismail Jamal Kamal Karim Kerem Khaled Mahmoud Mehmet Mehdi Mohammed Murat Mustafa
    Nabil Noor Omar Osman Rami Reza Said Samir Tarek Youssef Yusuf Ziad""",
    """Abbas Abdallah Ahmadi Akbari Aksoy Al-Amin Al-Masri Amini Arslan Aslan Awad Aydın Aziz Bakr Barakat Bulut Çelik
    Darwish Demir Doğan El-Sayed Erdem Farah Farouk Ghorbani Habib Haddad Hakimi Hamdan Hamid Hariri Hashemi Hosseini
    Ibrahim Jafari Kamal Karimi Kaya Kazemi Khalil Khoury Kılıç Koç Mansour Moradi Mousavi Nasser Nazari Özdemir Öztürk
    Polat Qasim Rahimi Rezaei Saad Sabbagh Sadeghi Salem Saleh Şahin Shaheen Sharif Suleiman Tahan Yıldırım Yıldız
    Yılmaz Younes Zaman""",
)
_AFRICAN = (
    """Abena Abebi Adaeze Adwoa Afia Aisha Akosua Ama Amara Aminata Asha Ayana Ayo Chiamaka Chidinma Efua Esi Eshe
    Fatou Folake Funmi Halima Hawa Ifeoma Imani Kadiatou Kemi Makena Mariama Nala Ngozi Nia Oluchi Rahel Sade Selam
    Tendai Thandi Tigist Wanjiru Yaa Zainabu Zuri""",
    """Abdi Abel Adama Amadou Ayodele Babajide Berhanu Biko Chidi Chinedu Chukwu Dawit Ebo Emeka Femi Haile Idrissa
    Ikenna Jabari Juma Kamau Kofi Kojo Kwabena Kwame Lamine Mamadou Musa Ngugi Obinna Okello Olu Oumar Samuel Sekou
    Simba Tafari Tendai Thabo Tunde Uche Yaw Yohannes Zuberi""",
    """Abebe Acheampong Achieng Adebayo Adeyemi Afolabi Agyeman Ajayi Akande Amoah Ansah Appiah Asante Ayele Ba Balogun
    Bekele Bello Boateng Camara Chukwu Cissé Conteh Coulibaly Danso Desta Diallo Diop Diouf Dlamini Eze Fall Gebre
    Girma Haile Ibe Igwe Jallow Kamara Kamau Kariuki Keita Kimani Kone Koroma Lawal Mandela Mbeki Mensah Moyo Mutasa
    Mwangi Ncube Ndiaye Ndlovu Njoroge Nkosi Nwosu Obi Ochieng Odhiambo Ofori Okafor Okeke Okoro Onyango Opoku Osei
    Otieno Owusu Sarr Sesay Sow Sy Tadesse Tesfaye Touré Traoré Uzoma Wanjiku Wolde Yeboah Zulu""",
)
_PORTUGUESE_GREEK = (
    """Adriana Alexandra Aline Amália Angeliki Beatriz Bruna Catarina Débora Despina Eduarda Eleni Fernanda Filipa
    Georgia Helena Ioanna Joana Juliana Katerina Larissa Letícia Luísa Margarida Maria Mariana Matilde Nikoletta
    Priscila Raquel Renata Sofia Tânia Thalia Vanessa Vasiliki Vitória""",
    """Afonso Alexandros Anderson André Antônio Bernardo Bruno Caio Christos Costas Dimitris Diogo Duarte Eduardo Fábio
    Felipe Georgios Gustavo Henrique Ioannis João Jorge Leandro Leonardo Lucas Luís Manolis Marcelo Mateus Nikos Nuno
    Panos Paulo Pedro Rafael Renato Rodrigo Rui Spyros Stelios Thiago Tiago Vasilis Vítor Yannis""",
    """Alexiou Almeida Alves Andrade Antoniou Araújo Azevedo Barbosa Barros Batista Borges Braga Brito Cardoso Carvalho
    Christou Coelho Correia Costa Cunha Dias Dimitriou Duarte Faria Fernandes Ferreira Figueiredo Fonseca Freitas
    Georgiou Gomes Gonçalves Guimarães Ioannou Konstantinou Lima Lopes Macedo Machado Magalhães Makris Marques Martins
    Matos Melo Mendes Monteiro Moraes Moreira Moura Nascimento Neves Nikolaou Nogueira Nunes Oliveira Pappas
    Pereira Pinheiro Pinto Pires Queiroz Ramos Ribeiro Rocha Rodrigues Sampaio Santos Silva Silveira Soares Sousa
    Teixeira Vasconcelos Vieira Vlachos Xavier""",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The names of one part of the world; `share` weighs how often patients bear them."""

    share: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _origin(share: int, words: tuple[str, str, str]) -> Origin:
    women, men, families = (tuple(text.split()) for text in words)
    return Origin(share, women, men, families)


ORIGINS = (
    _origin(30, _ENGLISH),
    _origin(18, _SPANISH),
    _origin(8, _FRENCH_ITALIAN),
    _origin(8, _GERMAN_NORDIC),
    _origin(8, _SLAVIC),
    _origin(9, _SOUTH_ASIAN),
    _origin(9, _EAST_ASIAN),
    _origin(6, _ARABIC_PERSIAN_TURKISH),
    _origin(7, _AFRICAN),
    _origin(5, _PORTUGUESE_GREEK),
)
_DEALT = tuple(origin for origin in ORIGINS for _ in range(origin.share))
_MIXED = 0.25
_TWO_FAMILIES = 0.12


def person(rng: Random) -> tuple[str, str, bool]:
    """Draw a given name, a family name, and whether it is a woman's.

    One in four has a family name from elsewhere, and one in eight two: so a large clinic does not run out of names.
    """
    origin = rng.choice(_DEALT)
    woman = rng.random() < 0.54
    given = rng.choice(origin.women if woman else origin.men)
    families = rng.choice(_DEALT).families if rng.random() < _MIXED else origin.families
    family = rng.choice(families)
    if rng.random() < _TWO_FAMILIES:
        second = rng.choice(origin.families)
        joint = " " if families is ORIGINS[1].families else "-"
        family = family if second == family else f"{family}{joint}{second}"
    return given, family, woman
